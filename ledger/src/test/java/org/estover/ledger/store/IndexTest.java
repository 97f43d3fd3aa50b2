package org.estover.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.RecordedEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One suite for both databases: the embedded H2 and a real PostgreSQL. */
final class IndexTest {

  enum Database {
    H2,
    POSTGRESQL
  }

  private static final int FACTS = 40;

  @TempDir private static Path shared;
  private static @Nullable EmbeddedPostgres postgres;

  @BeforeAll
  static void startPostgresAndWriteALedger() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Samples.ledger(shared.resolve("ledger"), 11, FACTS);
    Samples.ledger(shared.resolve("other"), 12, FACTS + 5);
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static LedgerSettings settings(Database database) {
    if (database == Database.H2 || postgres == null) {
      String file = shared.resolve("index/books").toString();
      return Samples.settings().withIndex("jdbc:h2:file:" + file, "", "");
    }
    return Samples.settings()
        .withIndex(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
  }

  private static Ledger open(Database database) throws IOException {
    return Ledger.open(shared.resolve("ledger"), settings(database));
  }

  @ParameterizedTest
  @EnumSource
  void aRebuiltIndexDumpsAsTheOneThatFollowed(Database database) throws Exception {
    try (Ledger ledger = open(database)) {
      StringBuilder followed = new StringBuilder();
      ledger.dump(followed);
      ledger.rebuild();
      StringBuilder rebuilt = new StringBuilder();
      ledger.dump(rebuilt);
      assertThat(rebuilt).hasToString(followed.toString());
      assertThat(followed.toString().lines().filter(line -> line.startsWith("fact")))
          .hasSize(FACTS);
      StringBuilder embedded = new StringBuilder();
      try (Ledger reader = Ledger.openReadOnly(shared.resolve("ledger"), Samples.settings())) {
        reader.dump(embedded);
      }
      assertThat(embedded).hasToString(followed.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void booksAreTheFoldOfTheLog(Database database) throws Exception {
    try (Ledger ledger = open(database)) {
      Journal journal = Samples.fold(ledger);
      List<JournalEntry> entries =
          ledger.facts().flatMap(fact -> fact.payload().journal().stream()).toList();
      Books books = ledger.books();
      assertThat(books.size()).isEqualTo(FACTS);
      assertThat(books.balances()).isEqualTo(journal.balances()).hasSizeGreaterThan(5);
      assertThat(books.entries()).extracting(RecordedEntry::entry).isEqualTo(entries);
      assertThat(books.balancesAsOf(LocalDate.of(2025, 12, 31), FACTS)).isEmpty();
      Account due = Account.of("assets:receivable:pty_dev1");
      assertThat(books.balance(due, "USD").minorUnits()).isNotZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIndexOfAnotherLogIsDerivedAnew(Database database) throws Exception {
    try (Ledger other = Ledger.open(shared.resolve("other"), settings(database))) {
      assertThat(other.books().size()).isEqualTo(FACTS + 5);
    }
    try (Ledger ledger = open(database)) {
      assertThat(ledger.books().size()).isEqualTo(FACTS);
      assertThat(ledger.auditIndex()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theIndexFollowsEachAppend(Database database) throws Exception {
    Path folder = shared.resolve("followed-" + database);
    Samples.ledger(folder, 13, 2);
    try (Ledger ledger = Ledger.open(folder, settings(database))) {
      assertThat(ledger.books().size()).isEqualTo(2);
      ledger.appendAll(List.of(Samples.registration(50), Samples.registration(51)));
      assertThat(ledger.auditIndex()).isEmpty();
      assertThat(ledger.books().size()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreFinalAndKeepTheirRules(Database database) throws Exception {
    try (Ledger ledger = open(database)) {
      ledger.books();
      for (String change :
          List.of(
              "UPDATE estover_ledger.posting SET minor_units = minor_units + 1",
              "DELETE FROM estover_ledger.posting",
              "UPDATE estover_ledger.journal_entry SET effective = DATE '2020-01-01'",
              "DELETE FROM estover_ledger.fact")) {
        assertThatThrownBy(() -> execute(database, change))
            .as(change)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("final");
      }
      String posting = "INSERT INTO estover_ledger.posting SELECT id, 99, ";
      for (String row :
          List.of(
              posting + "'debit', 'assets:x', 0, 'USD' FROM estover_ledger.journal_entry",
              posting + "'left', 'assets:x', 1, 'USD' FROM estover_ledger.journal_entry",
              posting + "'debit', 'elsewhere:x', 1, 'USD' FROM estover_ledger.journal_entry",
              "INSERT INTO estover_ledger.posting VALUES ('none', 0, 'debit', 'assets:x', 1, 'USD')",
              "INSERT INTO estover_ledger.fact SELECT log_index + 1000, recorded_ms, fact_type,"
                  + " subject, key_digest, commitment FROM estover_ledger.fact")) {
        assertThatThrownBy(() -> execute(database, row)).as(row).isInstanceOf(SQLException.class);
      }
      assertThat(ledger.auditIndex()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAuditNamesTheLogEntryWhoseRowsWereTamperedWith(Database database) throws Exception {
    try (Ledger ledger = open(database)) {
      ledger.rebuild();
      RecordedEntry target = ledger.books().entries().get(3);
      String id = target.entry().id();
      execute(
          database,
          "INSERT INTO estover_ledger.posting VALUES ('"
              + id
              + "', 98, 'debit', 'assets:x', 1,"
              + " 'USD'), ('"
              + id
              + "', 99, 'credit', 'assets:x', 1, 'USD')");
      List<Finding> findings = ledger.auditIndex();
      assertThat(findings).isNotEmpty();
      assertThat(findings.get(0)).isInstanceOf(Finding.IndexDiffers.class);
      assertThat(findings.get(0).message())
          .startsWith("log entry " + target.logIndex() + ":")
          .contains("estover ledger rebuild");
      ledger.rebuild();
      assertThat(ledger.auditIndex()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL")
  void aJournalEntryThatDoesNotBalanceIsRefusedByTheDatabase(Database database) throws Exception {
    try (Ledger ledger = open(database)) {
      String id = ledger.books().entries().get(0).entry().id();
      assertThatThrownBy(
              () ->
                  execute(
                      database,
                      "INSERT INTO estover_ledger.posting VALUES ('"
                          + id
                          + "', 97, 'debit', 'assets:x', 1, 'USD')"))
          .hasMessageContaining("does not balance");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordIsNeverShown(Database database) {
    LedgerSettings settings =
        Samples.settings()
            .withIndex(
                database == Database.H2
                    ? "jdbc:h2:file:" + shared.resolve("none/such") + ";IFEXISTS=TRUE"
                    : "jdbc:postgresql://127.0.0.1:1/none",
                "canary-user",
                "canary-password");
    assertThat(settings.toString()).doesNotContain("canary");
    assertThatThrownBy(
            () -> {
              try (Ledger ledger = Ledger.open(shared.resolve("ledger"), settings)) {
                ledger.books();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("log and vault are not touched")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("canary"));
    assertThat(Files.exists(shared.resolve("none"))).isFalse();
  }

  private static void execute(Database database, String sql) throws SQLException {
    LedgerSettings settings = settings(database);
    try (Connection connection =
            DriverManager.getConnection(
                settings.indexUrl(), settings.indexUser(), settings.indexPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
