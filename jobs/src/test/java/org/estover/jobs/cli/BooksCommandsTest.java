package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of the books: balances both ways in time, months, and journal entries. */
final class BooksCommandsTest {
  private static final String[] BALANCES = {"ledger", "balances"};
  private static final String[] JOURNAL = {"ledger", "journal"};
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 15);

  @TempDir private Path folder;
  private Shell shell;
  private long first;

  @BeforeEach
  void found() throws IOException {
    shell = new Shell(folder);
    ok("ledger", "init", "--name", "Commons", "--origin", "trust.test/log");
    JournalEntry sale = JournalEntry.of("sale/1", OCTOBER, postings("EUR", 10_00));
    JournalEntry yen = JournalEntry.of("sale/2", OCTOBER.plusMonths(1), postings("JPY", 300));
    first = append("2026-11-22T10:00:00Z", "pty_0001", List.of(sale, yen));
    append(
        "2026-11-23T10:00:00Z",
        new Append("close", new PeriodClosed(new Period(2026, 10)), VaultPayload.EMPTY));
    JournalEntry late = JournalEntry.of("late/1", OCTOBER, postings("EUR", 2_50));
    JournalEntry waiting =
        JournalEntry.pending(
            "wait/1", LocalDate.of(2026, 11, 24), LocalDate.of(2026, 12, 24), postings("EUR", 7));
    append(
        "2026-11-24T10:00:00Z",
        "pty_0002",
        List.of(sale.reversal("sale/1/undo", LocalDate.of(2026, 11, 24)), late, waiting));
  }

  private static List<Posting> postings(String currency, long units) {
    Money money = Money.of(units, currency);
    return List.of(
        new Debit(Account.of("assets:receivable:pty_dev1"), money),
        new Credit(Account.of("liabilities:unclaimed"), money));
  }

  private long append(String time, String party, List<JournalEntry> journal) throws IOException {
    return append(
        time,
        new Append(
            party,
            new PartyRegistered(party, "developer"),
            VaultPayload.of(Map.of("a", "b"), journal)));
  }

  private long append(String time, Append request) throws IOException {
    LedgerSettings settings =
        LedgerSettings.of(Clock.fixed(Instant.parse(time), ZoneOffset.UTC), new SecureRandom())
            .withNewest(folder.resolve(".estover/ledger.newest"));
    try (Ledger ledger = Ledger.open(folder.resolve(".estover/ledger"), settings)) {
      return ledger.appendAll(List.of(request)).get(0).index();
    }
  }

  @Test
  void balancesAreDecimalsOfTheirCurrencyWithWhatIsPending() {
    ok(BALANCES);
    assertThat(shell.out().lines())
        .containsExactly(
            "account                     currency  balance  pending",
            "assets:receivable:pty_dev1  EUR          2.50     0.07",
            "assets:receivable:pty_dev1  JPY           300",
            "liabilities:unclaimed       EUR         -2.50    -0.07",
            "liabilities:unclaimed       JPY          -300",
            "closed: 2026-10 (restated)",
            "by the first " + (first + 3) + " log entries");
    ok(with(BALANCES, "--account", "liabilities"));
    assertThat(shell.out()).contains("unclaimed").doesNotContain("receivable");
    ok(with(BALANCES, "--account", "assets:receiv"));
    assertThat(shell.out()).contains("nothing stands on assets:receiv");
  }

  @Test
  void aQuestionForADayAndATimeHasTheSameAnswerLater() {
    JsonNode then = json(with(BALANCES, "--effective", "2026-10-31", "--recorded", "2026-11-22"));
    assertThat(then.at("/balances/0/balance").asText()).isEqualTo("10.00");
    assertThat(then.at("/balances")).hasSize(2);
    assertThat(then.path("logEntries").asLong()).isEqualTo(first + 1);
    for (String when : new String[] {"2026-11-22T10:00:00Z", Long.toString(first)}) {
      JsonNode same = json(with(BALANCES, "--effective", "2026-10-31", "--recorded", when));
      assertThat(same).isEqualTo(then);
    }
    JsonNode now = json(with(BALANCES, "--effective", "2026-10-31"));
    assertThat(now.at("/balances/0/balance").asText()).isEqualTo("12.50");
    assertThat(json(with(BALANCES, "--recorded", "2026-11-01")).at("/balances")).isEmpty();
  }

  @Test
  void aMonthShowsWhatWasBookedInItAndItsState() {
    JsonNode october = json(with(BALANCES, "--period", "2026-10"));
    assertThat(october.path("state").asText()).isEqualTo("restated");
    assertThat(october.at("/turnovers")).hasSize(2);
    assertThat(october.at("/turnovers/0/debit").asText()).isEqualTo("10.00");
    ok(with(BALANCES, "--period", "2026-11", "--account", "assets"));
    assertThat(shell.out().lines())
        .containsExactly(
            "account                     currency  opening  debit  credit  closing",
            "assets:receivable:pty_dev1  EUR         10.00   2.50   10.00     2.50",
            "assets:receivable:pty_dev1  JPY             0    300       0      300",
            "2026-11 is open",
            "closed: 2026-10 (restated)",
            "by the first " + (first + 3) + " log entries");
    JsonNode before =
        json(with(BALANCES, "--period", "2026-10", "--recorded", Long.toString(first + 1)));
    assertThat(before.path("state").asText()).isEqualTo("closed");
    assertThat(before.at("/turnovers")).isEqualTo(october.at("/turnovers"));
  }

  @Test
  void journalEntriesShowWhereTheyAreBookedAndWhatUndidThem() {
    ok(with(JOURNAL, "--limit", "1"));
    assertThat(shell.out().lines())
        .containsExactly(
            "log entry " + first + ": sale/1, effective 2026-10-15, booked in 2026-10",
            "     assets:receivable:pty_dev1   EUR 10.00",
            "     liabilities:unclaimed       EUR -10.00",
            "    followed by its reversal sale/1/undo in log entry " + (first + 2),
            "",
            "log entry " + first + ": sale/2, effective 2026-11-15, booked in 2026-11",
            "     assets:receivable:pty_dev1   JPY 300",
            "     liabilities:unclaimed       JPY -300",
            "",
            "more: --from " + (first + 2));
    JsonNode rest = json(with(JOURNAL, "--from", Long.toString(first + 2)));
    assertThat(rest.at("/entries")).hasSize(3);
    assertThat(rest.at("/entries/0/target").asText()).isEqualTo("sale/1");
    assertThat(rest.at("/entries/1/effective").asText()).isEqualTo("2026-10-15");
    assertThat(rest.at("/entries/1/booked").asText()).isEqualTo("2026-11");
    assertThat(rest.at("/entries/2/lastDay").asText()).isEqualTo("2026-12-24");
    ok(with(JOURNAL, "--account", "income"));
    assertThat(shell.out()).contains("no journal entry on income");
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    refused(
        "exclude each other", with(BALANCES, "--period", "2026-10", "--effective", "2026-10-01"));
    refused("there is no log entry 99", with(BALANCES, "--recorded", "99"));
    refused("is no time and no log index", with(BALANCES, "--recorded", "yesterday"));
    refused("not a period", with(BALANCES, "--period", "2026"));
    refused("no path of accounts", with(BALANCES, "--account", "pockets"));
    refused("--limit", with(JOURNAL, "--limit", "0"));
    assertThat(shell.run("ledger", "balances", "--ledger", "none")).isEqualTo(ExitCode.USAGE);
  }

  private void refused(String why, String... arguments) {
    assertThat(shell.run(arguments)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(why);
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private JsonNode json(String... arguments) {
    ok(with(arguments, "--json"));
    return Json.tree(shell.out());
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
