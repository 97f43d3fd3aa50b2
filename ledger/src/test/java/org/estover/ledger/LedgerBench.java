package org.estover.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.audit.ForgedLedger;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.LogCheck;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;

/**
 * What the ledger costs: durable acknowledgements, a start, a full verification, the index; and
 * what programs of others check of it.
 *
 * <p>{@code infra/bench/ledger} and {@code infra/checks/ledger} run it. A log entry of these facts
 * has some 330 bytes.
 */
final class LedgerBench {
  private static final int IN_FLIGHT = 700;
  private static final int WARM_UP = 20_000;

  private final PrintStream out;

  private LedgerBench(PrintStream out) {
    this.out = out;
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LedgerBench bench = new LedgerBench(out);
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "append" -> bench.append(folder, Integer.parseInt(arguments[2]));
      case "start" -> bench.start(folder);
      case "verify" -> bench.verify(folder);
      case "receipts" -> bench.receipts(folder, Integer.parseInt(arguments[2]));
      case "books" -> bench.books(folder, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
      case "index" -> bench.index(folder, Integer.parseInt(arguments[2]), arguments[3]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Appends facts, every fourth of which moves money, from one thread with many in flight. */
  private void append(Path folder, int count) throws Exception {
    if (count > WARM_UP) {
      append(folder, WARM_UP);
    }
    LedgerSettings settings = settings(folder);
    if (!Files.exists(folder.resolve("log"))) {
      Ledger.init(folder, Samples.ORIGIN, settings);
    }
    long[] nanos = new long[count];
    AtomicInteger failed = new AtomicInteger();
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    Ledger ledger = Ledger.open(folder, settings);
    long from = ledger.checkpoint().size();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    try (AppendQueue queue = new AppendQueue(ledger)) {
      for (int i = 0; i < count; i++) {
        int request = i;
        inFlight.acquire();
        long sent = System.nanoTime();
        var unused =
            queue
                .submit(List.of(i % 4 == 0 ? payment(from + i) : registration(from + i)))
                .whenComplete(
                    (answer, error) -> {
                      nanos[request] = System.nanoTime() - sent;
                      failed.addAndGet(error == null ? 0 : 1);
                      inFlight.release();
                    });
        if (count >= 1_000_000 && i % (count / 20) == count / 40) {
          keepCheckpoint(folder, i);
        }
      }
      inFlight.acquire(IN_FLIGHT);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    say(
        "%d durable acknowledgements in %.1f s: %.0f/s, %.1f us of CPU each; ms p50 %.1f p99 %.1f"
            + " max %.1f; %d failed",
        count,
        seconds,
        count / seconds,
        (cpuNanos() - cpu) / 1e3 / count,
        nanos[count / 2] / 1e6,
        nanos[(int) (count * 0.99)] / 1e6,
        nanos[count - 1] / 1e6,
        failed.get());
  }

  private static Append registration(long number) {
    return new Append(
        "payment/" + number,
        new PaymentReceived(
            String.format(Locale.ROOT, "pay_%016x", number),
            String.format(Locale.ROOT, "pty_%016x", number % 1000)),
        VaultPayload.of(Map.of("reference", "Invoice " + number, "received", "2026-11-01")));
  }

  private static void keepCheckpoint(Path folder, int number) throws IOException {
    Path checkpoint = folder.resolve("log/checkpoint");
    Files.copy(
        checkpoint,
        folder.resolveSibling(folder.getFileName() + ".checkpoint-" + number),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Opens a ledger and has one more fact acknowledged. */
  private void start(Path folder) throws IOException {
    try (Ledger ledger = Ledger.open(folder, settings(folder))) {
      long size = ledger.checkpoint().size();
      ledger.appendAll(List.of(payment(size)));
      say(
          "ready and one journal entry acknowledged at %d entries: %.2f CPU seconds since the"
              + " process began, peak memory %d MiB",
          size, cpuNanos() / 1e9, peakMebibytes());
    }
  }

  /** Checks every entry, tile and root. */
  private void verify(Path folder) throws IOException {
    LogReader log = LogReader.open(folder.resolve("log"), Ledger.verifierKey(folder));
    int damage = new LogCheck(log).run().size();
    say(
        "%d entries verified, %d damaged: %.2f CPU seconds since the process began",
        log.size(), damage, cpuNanos() / 1e9);
  }

  /** Writes receipts of entries spread over the log, and the entries beside them. */
  private void receipts(Path folder, int count) throws IOException {
    LogReader log = LogReader.open(folder.resolve("log"), Ledger.verifierKey(folder));
    Path to = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".receipts"));
    for (int i = 0; i < count; i++) {
      long index = (long) ((double) i * log.size() / count);
      Files.writeString(to.resolve(i + ".tlog-proof"), log.receipt(index).text());
      Files.write(to.resolve(i + ".entry"), log.entry(index));
    }
    say("%d receipts", count);
  }

  /** Random journal entries in ten currencies, with some reversed; the journal and our balances. */
  private void books(Path folder, int count, Path journal) throws IOException {
    LedgerSettings settings = settings(folder);
    Ledger.init(folder, Samples.ORIGIN, settings);
    SplittableRandom random = new SplittableRandom(count);
    List<String> currencies =
        List.of("USD", "EUR", "JPY", "KWD", "GBP", "CHF", "INR", "BRL", "KRW", "TND");
    try (Ledger ledger = Ledger.open(folder, settings)) {
      for (int i = 0; i < count; i += 500) {
        List<Append> group = new ArrayList<>();
        for (int k = i; k < Math.min(count, i + 500); k++) {
          Append plain = registration(k);
          group.add(
              new Append(
                  plain.idempotencyKey(),
                  plain.fact(),
                  VaultPayload.of(Map.of(), entries(k, currencies, random))));
        }
        ledger.appendAll(group);
      }
      try (Writer out = Files.newBufferedWriter(journal)) {
        ledger.export(out);
      }
      List<String> balances = new ArrayList<>();
      for (Balance balance : ledger.books().balances()) {
        if (!balance.netDebit().isZero()) {
          balances.add(balance.account().name() + "\t" + balance.netDebit());
        }
      }
      Files.write(journal.resolveSibling(journal.getFileName() + ".balances"), balances);
      say("%d facts, %d balances that are not zero", count, balances.size());
      LoggedFact middle = ledger.fact(count / 2);
      oneUnitOff(folder.resolveSibling(folder.getFileName() + ".off"), middle);
    }
  }

  /** The same fact in a ledger of its own, with one unit more in its first posting, signed. */
  private void oneUnitOff(Path folder, LoggedFact logged) throws IOException {
    JournalEntry entry = logged.payload().journal().get(0);
    long units = entry.postings().get(0).amount().minorUnits();
    String amount = "\"amount\":\"%d\"";
    String off =
        logged
            .payload()
            .toJson()
            .toString()
            .replaceFirst(amount.formatted(units), amount.formatted(units + 1));
    ForgedLedger.of(folder, logged.fact(), off.getBytes(StandardCharsets.UTF_8));
    List<Finding> findings = Auditor.audit(folder, Ledger.verifierKey(folder));
    say(
        "one unit off in %s: %s",
        entry.id(), findings.isEmpty() ? "accepted" : findings.get(0).message());
  }

  private static List<JournalEntry> entries(
      int number, List<String> currencies, SplittableRandom random) {
    String currency = currencies.get(random.nextInt(currencies.size()));
    long total = 0;
    List<Posting> postings = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      Money share = Money.of(random.nextLong(1, 1_000_000), currency);
      total += share.minorUnits();
      String holder = "liabilities:rights-holders:pty_" + random.nextInt(50);
      postings.add(new Credit(Account.of(holder), share));
    }
    postings.add(0, new Debit(Account.of("assets:bank"), Money.of(total, currency)));
    LocalDate day = LocalDate.of(2026, random.nextInt(1, 13), random.nextInt(1, 29));
    JournalEntry entry = JournalEntry.of("pay_" + number + "/1", day, postings);
    return random.nextInt(10) == 0
        ? List.of(entry, entry.reversal("pay_" + number + "/2", day.plusDays(1)))
        : List.of(entry);
  }

  /**
   * Journal entries through Hibernate into a database that is open and has all its rules in force,
   * and a rebuild.
   *
   * @param url the database: empty for H2 in a file, {@code postgresql} for a server that is
   *     started for this, else a JDBC URL
   */
  private void index(Path folder, int count, String url) throws Exception {
    try (EmbeddedPostgres server =
        url.equals("postgresql") ? EmbeddedPostgres.builder().start() : null) {
      LedgerSettings settings = settings(folder);
      if (server != null) {
        settings = settings.withIndex(bench(server), "bench", "bench");
      } else if (!url.isEmpty()) {
        settings = settings.withIndex(url, "postgres", "");
      }
      Ledger.init(folder, Samples.ORIGIN, settings);
      try (Ledger ledger = Ledger.open(folder, settings)) {
        index(ledger, count, server == null ? "H2 in a file" : "PostgreSQL");
      }
    }
  }

  /** A user that is no superuser, whom grants bind. */
  private static String bench(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE bench LOGIN PASSWORD 'bench'");
      statement.execute("CREATE DATABASE bench OWNER bench");
    }
    return server.getJdbcUrl("bench", "bench");
  }

  private void index(Ledger ledger, int count, String database) throws IOException {
    int group = 500;
    for (int i = 0; i < count; i += group) {
      List<Append> requests = new ArrayList<>();
      for (int k = i; k < Math.min(count, i + group); k++) {
        requests.add(payment(k));
      }
      ledger.appendEach(List.of((into, books) -> into.admit(requests)));
      if (i == 0) {
        ledger.books();
      }
    }
    int rest = count - group;
    long cpu = cpuNanos();
    long start = System.nanoTime();
    ledger.books();
    say(
        "%s: %d journal entries applied through Hibernate: %.0f/s, %.1f us of CPU each",
        database,
        rest,
        rest / ((System.nanoTime() - start) / 1e9),
        (cpuNanos() - cpu) / 1e3 / rest);
    cpu = cpuNanos();
    start = System.nanoTime();
    ledger.rebuild();
    say(
        "%s: %d journal entries rebuilt: %.0f/s, %.1f us of CPU each",
        database,
        count,
        count / ((System.nanoTime() - start) / 1e9),
        (cpuNanos() - cpu) / 1e3 / count);
  }

  private static Append payment(long number) {
    Money money = Money.of(100 + number % 1000, "USD");
    Account holder = Account.of("liabilities:rights-holders:pty_" + number % 1000);
    JournalEntry entry =
        JournalEntry.of(
            "pay_" + number,
            LocalDate.of(2026, 1 + (int) (number % 12), 1 + (int) (number % 28)),
            List.of(new Debit(Account.of("assets:bank"), money), new Credit(holder, money)));
    Append plain = registration(number);
    return new Append(
        plain.idempotencyKey(),
        plain.fact(),
        VaultPayload.of(Map.of("reference", "Invoice " + number), List.of(entry)));
  }

  private static LedgerSettings settings(Path folder) {
    return LedgerSettings.of(Clock.systemUTC(), new SecureRandom())
        .withNewest(folder.resolveSibling(folder.getFileName() + ".newest"));
  }

  /** The most physical memory that the process has had, as Linux counts it. */
  private static long peakMebibytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("VmHWM:"))
            .findFirst()
            .orElse("0");
    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
