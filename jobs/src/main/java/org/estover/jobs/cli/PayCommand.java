package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.payout.PaymentFiles;
import org.estover.licensing.terms.payout.Payout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pay",
    description = "Pays rights holders up to the end of a month; enters what developers paid.")
final class PayCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReceivedPayment received = new ReceivedPayment();

  @Option(
      names = "--period",
      paramLabel = "YYYY-MM",
      description = "Pays rights holders what was credited to them up to its end.")
  private @Nullable String period;

  @Option(
      names = "--threshold",
      paramLabel = "AMOUNT",
      description = "Least that is paid, as \"EUR 25.00\"; one for each currency (default: all).")
  private List<String> thresholds = new ArrayList<>();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "Day of payment (default: today); of what was received, today at most.")
  private @Nullable LocalDate day;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the payments as CSV there, and with --account as ISO 20022 pain.001.")
  private @Nullable Path out;

  @Option(
      names = "--account",
      paramLabel = "IBAN",
      description = "The trust's account, for the pain.001 file: an IBAN, or other:NUMBER.")
  private String account = "";

  @Option(names = "--dry-run", description = "Only shows what would be paid.")
  private boolean dryRun;

  PayCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (received.isNamed() == (period != null)) {
      throw Errors.nothingToPay();
    }
    return period == null ? received.enter(context, context.pastDay("--on", day)) : pay(period);
  }

  private int pay(String wanted) throws IOException {
    Period month = Arguments.checked(() -> Period.parse(wanted));
    SortedMap<String, Money> least = leasts();
    BankAccount from =
        account.isEmpty() ? null : Arguments.checked(() -> BankAccount.parse(account));
    if (from != null && out == null) {
      throw new UsageException("--account names the trust's account in files: give --out as well");
    }
    LocalDate paid = context.day(day);
    try (OpenTrust open = OpenTrust.open(context)) {
      Payout payout =
          dryRun
              ? open.trust().payouts().preview(month, least, paid)
              : open.trust().payouts().pay(month, least, paid);
      List<Path> written = new ArrayList<>();
      if (out != null && !dryRun) {
        PaymentFiles files = open.trust().payouts().files(payout);
        Path folder = Files.createDirectories(context.around().path(out));
        written.add(write(folder.resolve("payout-" + month + ".csv"), files.csv()));
        if (from != null && !payout.lines().isEmpty()) {
          String name = open.trust().self().name();
          written.add(write(folder.resolve("payout-" + month + ".xml"), files.pain001(name, from)));
        }
      }
      boolean planned = !open.trust().payouts().list().contains(payout);
      Map<String, String> names = open.names();
      context.answer(
          people(payout, planned, names) + context.wrote(written),
          json(payout, planned, names, written));
    }
    return ExitCode.OK;
  }

  private SortedMap<String, Money> leasts() throws UsageException {
    SortedMap<String, Money> leasts = new TreeMap<>();
    for (String text : thresholds) {
      Money least = RevenueCommand.money(text);
      if (leasts.put(least.currency(), least) != null) {
        throw Errors.thresholdTwice(least.currency());
      }
    }
    return leasts;
  }

  private static Path write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return file;
  }

  private static String people(Payout payout, boolean planned, Map<String, String> names) {
    Table table = new Table().row("payee", "amount", "state");
    payout
        .lines()
        .forEach(
            line ->
                table.row(
                    names.getOrDefault(line.partyId(), line.partyId()), line.amount(), "paid"));
    for (Payout.Carried each : payout.carried()) {
      table.row(
          names.getOrDefault(each.partyId(), each.partyId()),
          each.amount(),
          "carried forward: " + each.reason());
    }
    StringBuilder text = new StringBuilder();
    text.append("payout ").append(payout.id()).append(" to ").append(payout.period());
    text.append(planned ? " (dry run: nothing was paid)" : ", paid on " + payout.day());
    text.append('\n');
    if (payout.lines().isEmpty() && payout.carried().isEmpty()) {
      text.append("nobody is owed anything\n");
    } else {
      text.append(table);
    }
    payout.totals().values().forEach(t -> text.append("paid in all: ").append(t).append('\n'));
    return text.toString();
  }

  private Map<String, Object> json(
      Payout payout, boolean planned, Map<String, String> names, List<Path> written) {
    List<Object> lines = new ArrayList<>();
    payout.lines().forEach(each -> lines.add(row(names, each.partyId(), each.amount(), "paid")));
    payout
        .carried()
        .forEach(each -> lines.add(row(names, each.partyId(), each.amount(), each.reason())));
    return Map.of(
        "payout", payout.id(),
        "period", payout.period().toString(),
        "day", payout.day().toString(),
        "dryRun", planned,
        "lines", lines,
        "files", written.stream().map(context.around()::shown).toList());
  }

  private static Map<String, Object> row(
      Map<String, String> names, String party, Money amount, String state) {
    return Map.of(
        "party", party,
        "name", names.getOrDefault(party, ""),
        "currency", amount.currency(),
        "amount", amount.decimal(),
        "state", state);
  }
}
