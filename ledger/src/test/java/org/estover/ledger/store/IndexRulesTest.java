package org.estover.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.TestDatabase;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database itself refuses, whoever writes to it. */
final class IndexRulesTest {

  /** The fixture's log entries: facts, a pending entry and the closing of a month. */
  private static final int SIZE = 42;

  private static final String CLOSED = "2026-03";

  private static final JournalEntry PENDING =
      JournalEntry.pending(
          "pending",
          LocalDate.of(2026, 11, 20),
          LocalDate.of(2026, 11, 25),
          List.of(
              new Debit(Account.of("assets:x"), Money.of(5, "USD")),
              new Credit(Account.of("income:x"), Money.of(5, "USD"))));

  /** A log entry that could come next, by the name of what it says. */
  private static final Map<String, String> NEXT =
      Map.of(
          "fact",
          "INSERT INTO fact SELECT 42, recorded_ms, 'x.v1', 'x', REPEAT('a', 64), REPEAT('b', 64)"
              + " FROM fact WHERE log_index = 41",
          "entry",
          "INSERT INTO journal_entry VALUES (42, 0, 'next', DATE '2026-05-05', '2026-05', 'entry',"
              + " NULL, NULL)",
          "debit",
          "INSERT INTO posting VALUES (42, 0, 0, 'debit', 'assets:x', 5, 'USD')",
          "credit",
          "INSERT INTO posting VALUES (42, 0, 1, 'credit', 'income:x', 5, 'USD')",
          "change",
          "INSERT INTO period_change VALUES (42, '2026-05', 'closed')",
          "state",
          "UPDATE index_state SET entries = 42");

  private static final List<String> ORDER =
      List.of("fact", "entry", "debit", "credit", "change", "state");

  @TempDir private static Path shared;
  private static final Map<TestDatabase, LedgerSettings> SETTINGS =
      new EnumMap<>(TestDatabase.class);
  private static String reversal = "";
  private static String reversed = "";

  @BeforeAll
  static void index() throws Exception {
    Path folder = Samples.ledger(shared.resolve("ledger"), 11, SIZE - 2);
    for (TestDatabase database : TestDatabase.values()) {
      LedgerSettings settings = database.settings(shared);
      SETTINGS.put(database, settings);
      try (Ledger ledger = Ledger.open(folder, settings)) {
        ledger.appendAll(
            List.of(
                new Append("pend", Samples.party(999), VaultPayload.of(Map.of(), List.of(PENDING))),
                new Append("close", new PeriodClosed(Period.parse(CLOSED)), VaultPayload.EMPTY)));
        assertThat(ledger.books().size()).isEqualTo(SIZE);
        for (BookedEntry recorded : ledger.books().entries()) {
          if (recorded.entry().kind() == EntryKind.REVERSAL) {
            reversal = recorded.entry().id();
            reversed = recorded.entry().target();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreNeverChangedDeletedOrAddedLater(TestDatabase database) throws Exception {
    for (String change :
        List.of(
            "UPDATE posting SET minor_units = minor_units + 1",
            "UPDATE posting SET log_index = log_index",
            "DELETE FROM posting",
            "UPDATE journal_entry SET effective = DATE '2020-01-01'",
            "UPDATE journal_entry SET id = id || 'x'",
            "DELETE FROM journal_entry",
            "UPDATE fact SET log_index = log_index + 1000",
            "DELETE FROM fact",
            "UPDATE period_change SET state = 'restated'",
            "DELETE FROM period_change",
            "UPDATE index_state SET entries = entries - 1",
            "DELETE FROM index_state",
            "INSERT INTO posting SELECT log_index, entry_position, 99, 'debit', 'assets:x', 1,"
                + " 'USD' FROM journal_entry",
            "INSERT INTO journal_entry SELECT log_index, entry_position + 99, 'x/' || id,"
                + " effective, booked, 'entry', NULL, NULL FROM journal_entry",
            "INSERT INTO period_change VALUES (0, '2026-10', 'closed')")) {
      assertThatThrownBy(() -> attempt(database, List.of(change)))
          .as(change)
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(are final|permission denied).*");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
  void whoProjectsIsGrantedNoChange(TestDatabase database) {
    for (String change :
        List.of(
            "UPDATE posting SET minor_units = 1",
            "DELETE FROM posting",
            "TRUNCATE posting",
            "UPDATE journal_entry SET effective = DATE '2020-01-01'",
            "DELETE FROM journal_entry",
            "TRUNCATE journal_entry CASCADE",
            "UPDATE fact SET subject = 'x'",
            "DELETE FROM fact",
            "TRUNCATE fact CASCADE",
            "TRUNCATE period_change",
            "DELETE FROM index_state",
            "TRUNCATE index_state")) {
      assertThatThrownBy(() -> attempt(database, List.of(change)))
          .as(change)
          .hasMessageContaining("permission denied");
    }
    if (database == TestDatabase.POSTGRESQL_WITH_OWNER) {
      assertThatThrownBy(() -> attempt(database, List.of("DROP TABLE posting")))
          .hasMessageContaining("must be owner");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLogEntryIsTakenInOnlyIfItKeepsEveryRule(TestDatabase database) throws Exception {
    assertThatCode(() -> attempt(database, next("", ""))).doesNotThrowAnyException();
    String noOther = " WHERE log_index = 41";
    assertRefused(database, "fact", next("fact").replace("REPEAT('a', 64)", "key_digest"));
    assertRefused(database, "fact", next("fact").replace("recorded_ms", "recorded_ms - 1"));
    assertRefused(database, "fact", next("fact").replace(noOther, " WHERE log_index = 999"));
    assertRefused(database, "entry", next("entry").replace("'next'", "'" + reversal + "'"));
    assertRefused(database, "entry", next("entry").replace("'2026-05'", "'2026-04'"));
    assertRefused(database, "entry", next("entry").replace("'2026-05'", "'2026-06'"));
    assertRefused(
        database,
        "entry",
        next("entry").replace("'2026-05'", "'2026-03'").replace("2026-05-05", "2026-03-05"));
    // Of a closed month, and booked not in the one behind it, which is open, but in a later one.
    assertRefused(database, "entry", next("entry").replace("2026-05-05", "2026-03-05"));
    String late = next("entry").replace("2026-05", "2026-04").replace("2026-04-05", "2026-03-05");
    assertThatCode(() -> attempt(database, next("entry", late))).doesNotThrowAnyException();
    assertRefused(database, "entry", next("entry").replace("42, 0,", "42, -1,"));
    for (String target : List.of("next", "none", reversed, reversal)) {
      assertRefused(database, "entry", reversing(target));
    }
    assertRefused(database, "debit", next("debit").replace("5,", "0,"));
    assertRefused(database, "debit", next("debit").replace("5,", "6,"));
    assertRefused(database, "debit", next("debit").replace("USD", "EUR"));
    assertRefused(database, "debit", next("debit").replace("USD", "DOLLAR"));
    assertRefused(database, "debit", next("debit").replace("assets:", "elsewhere:"));
    assertRefused(database, "debit", next("debit").replace("debit", "left"));
    assertRefused(database, "debit", next("debit").replace("42, 0, 0", "42, 0, -1"));
    assertRefused(database, "debit", next("debit").replace("42, 0, 0", "42, 1, 0"));
    assertRefused(database, "change", next("change").replace("closed", "opened"));
    assertRefused(database, "change", next("change").replace("closed", "restated"));
    assertRefused(database, "change", next("change").replace("2026-05", CLOSED));
  }

  @ParameterizedTest
  @EnumSource
  void postingsOfOneSideOrOfNoneAreRefused(TestDatabase database) {
    for (List<String> kept :
        List.of(
            List.of("fact", "entry", "state"),
            List.of("fact", "entry", "debit", "state"),
            List.of("entry", "debit", "credit", "state"))) {
      assertThatThrownBy(() -> attempt(database, kept.stream().map(IndexRulesTest::next).toList()))
          .as("%s", kept)
          .isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReversalHasExactlyTheOppositePostings(TestDatabase database) throws Exception {
    String entry = reversing(reversal);
    String opposite =
        "INSERT INTO posting SELECT 42, 0, p.posting_position, CASE WHEN p.side = 'debit'"
            + " THEN 'credit' ELSE 'debit' END, p.account, p.minor_units, p.currency"
            + " FROM posting p JOIN journal_entry j ON j.log_index = p.log_index"
            + " AND j.entry_position = p.entry_position WHERE j.id = '"
            + reversal
            + "'";
    attempt(database, List.of(next("fact"), entry, opposite, next("state")));
    for (String wrong :
        List.of(
            opposite.replace("p.account,", "p.account || '1',"),
            opposite.replace("p.minor_units,", "p.minor_units * 2,"),
            opposite.replace("'credit' ELSE 'debit'", "'debit' ELSE 'credit'"),
            opposite.replace("42, 0, p.posting_position", "42, 0, p.posting_position + 100"))) {
      assertThatThrownBy(
              () -> attempt(database, List.of(next("fact"), entry, wrong, next("state"))))
          .as(wrong)
          .hasMessageContaining("log entry 42 refused: a ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPendingEntryEndsOnceInTime(TestDatabase database) throws Exception {
    String late = next("fact").replace("recorded_ms", "recorded_ms + 864000000");
    String post = naming("post", "pending");
    String expiry = naming("expiry", "pending");
    attempt(database, next("entry", post));
    attempt(
        database,
        List.of(
            next("fact"),
            post,
            next("debit").replace("5,", "4,"),
            next("credit").replace("5,", "4,"),
            next("state")));
    attempt(database, List.of(next("fact"), naming("void", "pending"), next("state")));
    attempt(database, List.of(late, expiry, next("state")));
    String again = expiry.replace("42, 0, 'next'", "42, 1, 'again'");
    for (List<String> wrong :
        List.of(
            List.of(late, post, next("debit"), next("credit")),
            List.of(next("fact"), expiry),
            List.of(late, expiry, again),
            List.of(late, expiry, next("debit"), next("credit")),
            List.of(
                next("fact"),
                post,
                next("debit").replace("5,", "6,"),
                next("credit").replace("5,", "6,")),
            List.of(next("fact"), post, next("debit").replace(":x", ":y"), next("credit")),
            List.of(next("fact"), post),
            List.of(next("fact"), naming("void", reversal)),
            List.of(next("fact"), naming("pending", "pending")),
            List.of(next("fact"), next("entry").replace("'entry'", "'void'")),
            List.of(next("fact"), reversing("pending"), next("debit"), next("credit")),
            List.of(
                next("fact"),
                next("entry").replace("'entry', NULL, NULL", "'pending', NULL, DATE '2026-11-20'"),
                next("debit"),
                next("credit")))) {
      assertThatThrownBy(
              () ->
                  attempt(
                      database, Stream.concat(wrong.stream(), Stream.of(next("state"))).toList()))
          .as("%s", wrong)
          .isInstanceOf(SQLException.class);
    }
  }

  private static String naming(String kind, String target) {
    return next("entry").replace("'entry', NULL", "'" + kind + "', '" + target + "'");
  }

  private static String reversing(String target) {
    return naming("reversal", target);
  }

  private static String next(String name) {
    return NEXT.getOrDefault(name, "");
  }

  private static List<String> next(String name, String instead) {
    return ORDER.stream().map(each -> each.equals(name) ? instead : next(each)).toList();
  }

  private static void assertRefused(TestDatabase database, String name, String instead) {
    assertThat(instead).isNotEqualTo(next(name));
    assertThatThrownBy(() -> attempt(database, next(name, instead)))
        .as(instead)
        .isInstanceOf(SQLException.class);
  }

  /** Runs statements in a transaction up to its last check, and takes them back. */
  private static void attempt(TestDatabase database, List<String> statements) throws SQLException {
    LedgerSettings settings = Objects.requireNonNull(SETTINGS.get(database));
    try (Connection connection =
            DriverManager.getConnection(
                settings.indexUrl(), settings.indexUser(), settings.indexPassword());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setSchema(database == TestDatabase.H2 ? "ESTOVER_LEDGER" : "estover_ledger");
      try {
        for (String sql : statements) {
          statement.execute(sql);
        }
        if (database != TestDatabase.H2) {
          statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
      } finally {
        connection.rollback();
      }
    }
  }
}
