package org.estover.ledger.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.AppendQueue;
import org.estover.ledger.Appended;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.SimulatedProcess;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.log.SimulatedDisk;
import org.estover.ledger.log.SimulatedDisk.Trouble;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.jspecify.annotations.Nullable;

/**
 * A history of two to four clients who decide at the same time by balances that they read, at the
 * queue of the real writer; checked against the order of the log.
 *
 * <p>In one of three histories the process fails or dies in the middle, with or without the power,
 * and the clients ask again with the same keys; one key is sent twenty times over. Which thread is
 * when is left to chance, as nowhere else here: the check holds for every order.
 */
public final class Histories {
  private static final String A = "assets:bank";
  private static final String B = "assets:receivable:pty_dev1";
  private static final String HELD = "liabilities:held:";
  private static final Account OTHER = Account.of("equity:other");
  private static final int RETRIES = 20;

  /** A process that fails is followed by one that does not, so that few tries are enough. */
  private static final int MOST_TRIES = 50;

  private final SplittableRandom random;
  private final SimulatedDisk disk;
  private final LedgerSettings settings;
  private final Map<String, SerialCheck.Transaction> decided = new ConcurrentHashMap<>();
  private final Map<String, Long> indexes = new ConcurrentHashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private @Nullable AppendQueue queue;
  private int generation;

  /** A transaction that decided for nothing; it came behind so many entries. */
  private record Refused(SerialCheck.Transaction transaction, long from) {}

  private Histories(long seed, Path home) throws IOException {
    random = new SplittableRandom(seed);
    disk = new SimulatedDisk(home, random.split(), line -> {});
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneOffset.UTC);
    settings = LedgerSettings.of(clock, new SeededEntropy(random.split()));
    SimulatedProcess.found(folder(), "trust.test/log", settings.entropy(), disk.files());
  }

  /** Lives one history and says what is wrong with it, or nothing. */
  public static String failure(long seed, Path home) throws IOException {
    Histories history = new Histories(seed, home);
    try {
      history.live();
      return String.join("; ", history.check());
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } finally {
      history.disk.discard();
    }
  }

  private Path folder() {
    return disk.root().resolve("ledger");
  }

  private AppendQueue open() throws IOException {
    return SimulatedProcess.queue(folder(), settings, disk.files());
  }

  private void live() throws IOException, InterruptedException {
    AppendQueue first = open();
    first.submit(List.of(moving("start", Map.of(A, 50L, B, 50L)))).join();
    acknowledged.set(1);
    queue = first;
    boolean killed = random.nextInt(3) == 0;
    if (killed) {
      Trouble[] all = Trouble.values();
      disk.plan(random.nextInt(80), all[random.nextInt(all.length)]);
    }
    List<Thread> clients = new ArrayList<>();
    int count = random.nextInt(2, 5);
    for (int client = 0; client < count; client++) {
      String name = "c" + client;
      SplittableRandom own = random.split();
      clients.add(new Thread(() -> transact(name, own), name));
    }
    clients.add(new Thread(() -> repeat(killed ? RETRIES : 2), "once"));
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      client.join();
    }
    if (queue != null) {
      queue.close();
    }
  }

  private void transact(String client, SplittableRandom own) {
    int count = own.nextInt(2, 5);
    for (int i = 0; i < count; i++) {
      String name = client + "x" + i;
      long amount = own.nextLong(1, 60);
      AppendQueue.Decision decision =
          switch (own.nextInt(3)) {
            case 0 -> books -> update(name, books);
            case 1 -> books -> withdraw(name, books, own.nextBoolean() ? A : B, amount);
            default -> books -> hold(name, books);
          };
      submit(name, decision);
    }
  }

  /** Sends one request over and over; it is recorded once, and always answered alike. */
  private void repeat(int times) {
    Append once = moving("once", Map.of(A, 7L));
    for (int i = 0; i < times; i++) {
      submit("once", books -> decide("once", Map.of(), Map.of(A, 7L)));
    }
    Append other = moving("once", Map.of(A, 8L));
    try {
      answered(
          current()
              .submit(List.of(new Append(once.idempotencyKey(), once.fact(), other.payload()))));
      fault("another body of one key was answered");
    } catch (LedgerRefusedException e) {
      if (!String.valueOf(e.getMessage()).contains("differs from it")
          && !String.valueOf(e.getMessage()).contains("write failed")
          && !String.valueOf(e.getMessage()).contains("being closed")) {
        fault("another body of one key: " + e.getMessage());
      }
    } catch (IOException e) {
      // The process failed meanwhile, which answers nothing.
      return;
    }
  }

  /** Doubles a balance: whoever does it on a balance that is not the last one loses an update. */
  private Append update(String name, Journal books) {
    long balance = books.balance(Account.of(A), "USD").minorUnits();
    long add = balance > 0 && balance < 1_000_000 ? balance : 1;
    return decide(name, Map.of(A, balance), Map.of(A, add));
  }

  /** Takes from one account what both together cover. */
  private Append withdraw(String name, Journal books, String from, long amount)
      throws LedgerRefusedException {
    long a = books.balance(Account.of(A), "USD").minorUnits();
    long b = books.balance(Account.of(B), "USD").minorUnits();
    Map<String, Long> reads = Map.of(A, a, B, b);
    if (a + b < amount) {
      decided.put(name, new SerialCheck.Transaction(name, reads, Map.of()));
      throw new LedgerRefusedException("not covered");
    }
    return decide(name, reads, Map.of(from, -amount));
  }

  /** Opens one more account, of three at most. */
  private Append hold(String name, Journal books) throws LedgerRefusedException {
    long count = 0;
    long sum = 0;
    for (var balance : books.balances()) {
      if (balance.account().name().startsWith(HELD)) {
        count++;
        sum += balance.netDebit().minorUnits();
      }
    }
    Map<String, Long> reads = Map.of(HELD + "#", count, HELD + "*", sum);
    if (count >= 3) {
      decided.put(name, new SerialCheck.Transaction(name, reads, Map.of()));
      throw new LedgerRefusedException("no more than three");
    }
    return decide(name, reads, Map.of(HELD + "clm_" + name, -1L));
  }

  private Append decide(String name, Map<String, Long> reads, Map<String, Long> adds) {
    decided.put(name, new SerialCheck.Transaction(name, reads, adds));
    return moving(name, adds);
  }

  private static Append moving(String name, Map<String, Long> adds) {
    List<Posting> postings = new ArrayList<>();
    adds.forEach(
        (account, add) -> {
          Money money = Money.of(Math.abs(add), "USD");
          Account named = Account.of(account);
          postings.add(add > 0 ? new Debit(named, money) : new Credit(named, money));
          postings.add(add > 0 ? new Credit(OTHER, money) : new Debit(OTHER, money));
        });
    JournalEntry entry =
        JournalEntry.of("jrn_" + name, LocalDate.of(2026, 11, 1), List.copyOf(postings));
    return new Append(
        name,
        new PaymentReceived("pay_" + "0".repeat(4) + name, "pty_dev1"),
        VaultPayload.of(Map.of("name", name), List.of(entry)));
  }

  private synchronized AppendQueue current() {
    AppendQueue now = queue;
    if (now == null) {
      throw new IllegalStateException("not opened");
    }
    return now;
  }

  private synchronized void fault(String what) {
    faults.add(what);
  }

  /** Asks until there is an answer, of whichever process: one fails at most by the plan. */
  private void submit(String name, AppendQueue.Decision decision) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int before;
      AppendQueue now;
      synchronized (this) {
        before = generation;
        now = current();
      }
      long from = acknowledged.get();
      try {
        long index = answered(now.submit(name, decision)).get(0).index();
        acknowledged.accumulateAndGet(index + 1, Math::max);
        Long first = indexes.putIfAbsent(name, index);
        if (first != null && first != index) {
          fault(name + " was answered " + first + ", then " + index);
        }
        if (first == null && !name.equals("once") && index < from && generation == 0) {
          fault(name + " stands before what was answered before it was asked");
        }
        return;
      } catch (LedgerRefusedException e) {
        String message = String.valueOf(e.getMessage());
        if (message.equals("not covered") || message.equals("no more than three")) {
          synchronized (this) {
            SerialCheck.Transaction transaction = decided.get(name);
            if (transaction != null) {
              refused.add(new Refused(transaction, from));
            }
          }
          return;
        }
        if (message.contains("differs from it")) {
          // What was decided for its key stands, so that nothing is decided that could differ.
          fault(name + " was decided twice: " + message);
          return;
        }
        again(before);
      } catch (IOException e) {
        again(before);
      }
    }
    fault(name + " has no answer after " + MOST_TRIES + " tries");
  }

  private static List<Appended> answered(CompletableFuture<List<Appended>> answer)
      throws IOException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Another process comes in the place of one that failed; only the first who notices starts it.
   */
  private synchronized void again(int failed) {
    if (failed != generation) {
      return;
    }
    try {
      current().close();
      disk.unplan();
      if (random.nextBoolean()) {
        disk.powerCut();
      } else {
        disk.restart();
      }
      queue = open();
      generation++;
    } catch (IOException e) {
      throw new IllegalStateException("does not start: " + e, e);
    }
  }

  /** Reads the log and looks for a read that its order does not explain. */
  private List<String> check() throws IOException {
    List<String> wrong = new ArrayList<>(faults);
    List<SerialCheck.Transaction> order = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (Ledger ledger = Ledger.openReadOnly(folder(), settings);
        Stream<LoggedFact> facts = ledger.facts()) {
      facts.forEach(
          fact -> {
            String name = fact.payload().content().text("name");
            SerialCheck.Transaction transaction = decided.get(name);
            names.add(name);
            order.add(
                new SerialCheck.Transaction(
                    name, transaction == null ? Map.of() : transaction.reads(), adds(fact)));
          });
    }
    if (names.size() != names.stream().distinct().count()) {
      wrong.add("a key was recorded twice: " + names);
    }
    indexes.forEach(
        (name, index) -> {
          if (index >= names.size() || !names.get(index.intValue()).equals(name)) {
            wrong.add(name + " was answered " + index + ", and does not stand there: " + names);
          }
        });
    SerialCheck.anomaly(Map.of(), order).ifPresent(wrong::add);
    for (Refused each : refused) {
      explainRefusal(each, order).ifPresent(wrong::add);
    }
    Map<String, Long> end = state(order, order.size());
    if (end.getOrDefault(A, 0L) + end.getOrDefault(B, 0L) < 0) {
      wrong.add("both accounts together fell below zero");
    }
    if (end.keySet().stream().filter(account -> account.startsWith(HELD)).count() > 3) {
      wrong.add("more than three accounts");
    }
    return wrong;
  }

  private static Map<String, Long> adds(LoggedFact fact) {
    Map<String, Long> adds = new HashMap<>();
    for (JournalEntry entry : fact.payload().journal()) {
      for (Posting posting : entry.postings()) {
        if (!posting.account().equals(OTHER)) {
          adds.merge(posting.account().name(), posting.netDebitMinorUnits(), Long::sum);
        }
      }
    }
    return adds;
  }

  /** A refusal must be so at some place behind all that was answered before it was asked for. */
  private static Optional<String> explainRefusal(
      Refused each, List<SerialCheck.Transaction> order) {
    for (long size = each.from(); size <= order.size(); size++) {
      if (SerialCheck.misread(state(order, size), each.transaction()).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of("a refusal that no place explains: " + each.transaction());
  }

  private static Map<String, Long> state(List<SerialCheck.Transaction> order, long size) {
    Map<String, Long> state = new HashMap<>();
    for (int i = 0; i < size; i++) {
      order.get(i).adds().forEach((account, add) -> state.merge(account, add, Long::sum));
    }
    return state;
  }
}
