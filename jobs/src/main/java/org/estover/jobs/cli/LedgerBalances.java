package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.estover.ledger.Ledger;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.MonthTurnover;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.PeriodChange;
import org.estover.ledger.book.PeriodState;
import org.estover.ledger.book.Periods;
import org.estover.ledger.store.Books;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "balances",
    description =
        "Shows what stands on accounts, debits above zero: now, on a day, by what was known at a"
            + " time; or what a month of account did to them.")
final class LedgerBalances implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final AccountOption account = new AccountOption();
  @Mixin private final AsRecorded recorded = new AsRecorded();

  @Option(
      names = "--effective",
      paramLabel = "DAY",
      description = "Count only entries that are effective by this day.")
  private @Nullable LocalDate effective;

  @Option(
      names = "--period",
      paramLabel = "YYYY-MM",
      defaultValue = "",
      description =
          "Show a month: what stood before it, was debited, was credited, and stands after it. A"
              + " late entry of a closed month shows in the first later one that was open.")
  private String period = "";

  LedgerBalances(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    account.check();
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    if (!period.isEmpty() && effective != null) {
      throw Errors.dayAndMonth();
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      Books books = ledger.books();
      long before = recorded.before(books);
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("logEntries", Long.toString(before));
      List<PeriodChange> changes = books.periodChanges(before);
      String text =
          period.isEmpty()
              ? standing(books, before, data)
              : month(books, Arguments.checked(() -> Period.parse(period)), before, changes, data);
      data.put("periods", changes.stream().map(LedgerBalances::data).toList());
      context.answer(text + states(changes) + "by the first " + counted(before), data);
    }
    return ExitCode.OK;
  }

  private static String counted(long entries) {
    return entries + (entries == 1 ? " log entry" : " log entries");
  }

  private String standing(Books books, long before, Map<String, Object> data) throws IOException {
    LocalDate day = effective == null ? Books.LAST_DAY : effective;
    Map<Account, Map<String, Money[]>> lines = new TreeMap<>();
    for (Balance balance : books.balancesAsOf(day, before)) {
      line(lines, balance)[0] = balance.netDebit();
    }
    for (Balance balance : books.pendingAsOf(day, before)) {
      line(lines, balance)[1] = balance.netDebit();
    }
    Table table = new Table().row("account", "currency", "balance", "pending");
    List<Map<String, String>> rows = new ArrayList<>();
    lines.forEach(
        (name, byCurrency) ->
            byCurrency.forEach(
                (currency, amounts) -> {
                  if (account.takes(name)) {
                    String balance = amounts[0].decimal();
                    String pending = amounts[1].decimal();
                    table.row(name, currency, balance, amounts[1].isZero() ? "" : pending);
                    rows.add(
                        Map.of(
                            "account", name.name(),
                            "currency", currency,
                            "balance", balance,
                            "pending", pending));
                  }
                }));
    if (effective != null) {
      data.put("effective", effective.toString());
    }
    data.put("balances", rows);
    return rows.isEmpty() ? "nothing stands" + account.shown() + "\n" : table.toString();
  }

  private static Money[] line(Map<Account, Map<String, Money[]>> lines, Balance balance) {
    return lines
        .computeIfAbsent(balance.account(), any -> new TreeMap<>())
        .computeIfAbsent(
            balance.netDebit().currency(),
            currency -> new Money[] {Money.zero(currency), Money.zero(currency)});
  }

  private String month(
      Books books, Period month, long before, List<PeriodChange> changes, Map<String, Object> data)
      throws IOException {
    Table table = new Table().row("account", "currency", "opening", "debit", "credit", "closing");
    List<Map<String, String>> rows = new ArrayList<>();
    for (MonthTurnover turnover : books.turnovers(month, before)) {
      if (account.takes(turnover.account())) {
        String name = turnover.account().name();
        String currency = turnover.opening().currency();
        String opening = turnover.opening().decimal();
        String debit = turnover.debits().decimal();
        String credit = turnover.credits().decimal();
        String closing = turnover.closing().decimal();
        table.row(name, currency, opening, debit, credit, closing);
        rows.add(
            Map.of(
                "account", name,
                "currency", currency,
                "opening", opening,
                "debit", debit,
                "credit", credit,
                "closing", closing));
      }
    }
    PeriodState state = Periods.of(changes).state(month);
    data.put("period", month.toString());
    data.put("state", state.word());
    data.put("turnovers", rows);
    return (rows.isEmpty() ? "nothing is booked" + account.shown() + "\n" : table.toString())
        + month
        + " is "
        + state.word()
        + "\n";
  }

  /** The months that are not open, in their order. */
  private static String states(List<PeriodChange> changes) {
    Map<Period, PeriodChange> last = new TreeMap<>();
    changes.forEach(change -> last.put(change.period(), change));
    return last.isEmpty()
        ? "no month is closed\n"
        : last.values().stream()
            .map(
                change ->
                    change.period() + (change.state() == PeriodState.RESTATED ? " (restated)" : ""))
            .collect(Collectors.joining(", ", "closed: ", "\n"));
  }

  private static Map<String, String> data(PeriodChange change) {
    return Map.of(
        "period", change.period().toString(),
        "state", change.state().word(),
        "logIndex", Long.toString(change.logIndex()));
  }
}
