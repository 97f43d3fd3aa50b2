package org.estover.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.Samples;
import org.estover.ledger.TestDatabase;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.audit.ForgedLedger;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.BookedEntry;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.vault.Vault;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One suite for all databases: the embedded H2, and PostgreSQL with one user and with two roles.
 */
final class IndexTest {

  private static final int FACTS = 40;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
  private static final List<Posting> POSTINGS =
      List.of(
          new Debit(Account.of("assets:bank"), Money.of(5, "EUR")),
          new Credit(Account.of("income:x"), Money.of(5, "EUR")));

  @TempDir private static Path shared;

  @BeforeAll
  static void writeLedgers() throws IOException {
    Samples.ledger(shared.resolve("ledger"), 11, FACTS);
    Samples.ledger(shared.resolve("other"), 12, FACTS + 5);
  }

  /** One index each, which the tests follow one after the other. */
  private static final Map<TestDatabase, LedgerSettings> SETTINGS =
      new EnumMap<>(TestDatabase.class);

  private static LedgerSettings settings(TestDatabase database) {
    return SETTINGS.computeIfAbsent(database, any -> database.settings(shared));
  }

  private static Ledger open(TestDatabase database) throws IOException {
    return Ledger.open(shared.resolve("ledger"), settings(database));
  }

  @ParameterizedTest
  @EnumSource
  void aRebuiltIndexDumpsAsTheOneThatFollowed(TestDatabase database) throws Exception {
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
  void booksAreTheFoldOfTheLog(TestDatabase database) throws Exception {
    try (Ledger ledger = open(database)) {
      Journal journal = Samples.fold(ledger);
      List<JournalEntry> entries =
          ledger.facts().flatMap(fact -> fact.payload().journal().stream()).toList();
      Books books = ledger.books();
      assertThat(books.size()).isEqualTo(FACTS);
      assertThat(books.balances()).isEqualTo(journal.balances()).hasSizeGreaterThan(5);
      assertThat(books.entries()).extracting(BookedEntry::entry).isEqualTo(entries);
      assertThat(books.balancesAsOf(LocalDate.of(2025, 12, 31), FACTS)).isEmpty();
      Account due = Account.of("assets:receivable:pty_dev1");
      assertThat(books.balance(due, "USD").minorUnits()).isNotZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIndexOfAnotherLogIsDerivedAnew(TestDatabase database) throws Exception {
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
  void theIndexFollowsEachAppend(TestDatabase database) throws Exception {
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
  void anAuditNamesTheLogEntryWhoseRowsWereTamperedWith(TestDatabase database) throws Exception {
    LedgerSettings settings = database.settings(shared);
    try (Ledger ledger = Ledger.open(shared.resolve("ledger"), settings)) {
      BookedEntry target = ledger.books().entries().get(3);
      String entry = target.logIndex() + ", " + target.position();
      String posting = "INSERT INTO estover_ledger.posting VALUES (" + entry;
      String where = " WHERE log_index = " + target.logIndex();
      for (List<String> tampering :
          List.of(
              List.of(
                  posting + ", 98, 'debit', 'assets:x', 1, 'USD')",
                  posting + ", 99, 'credit', 'assets:x', 1, 'USD')"),
              List.of("UPDATE estover_ledger.posting SET minor_units = minor_units + 1" + where),
              List.of(
                  "UPDATE estover_ledger.posting SET minor_units = 9223372036854775807"
                      + where.replace("=", ">=")),
              List.of("DELETE FROM estover_ledger.posting" + where),
              List.of("UPDATE estover_ledger.journal_entry SET booked = '2027-01'" + where),
              List.of(
                  "INSERT INTO estover_ledger.period_change VALUES ("
                      + target.logIndex()
                      + ", '2026-10', 'closed')"))) {
        database.tamper(settings, tampering.toArray(String[]::new));
        List<Finding> findings = ledger.auditIndex();
        assertThat(findings).as("%s", tampering).isNotEmpty();
        assertThat(findings.get(0)).isInstanceOf(Finding.IndexDiffers.class);
        assertThat(findings.get(0).message())
            .startsWith("log entry " + target.logIndex() + ":")
            .contains("estover ledger rebuild");
        ledger.rebuild();
        assertThat(ledger.auditIndex()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRebuildEndsAtWhatBreaksARule(TestDatabase database) throws Exception {
    JournalEntry one = JournalEntry.of("one", DAY, POSTINGS);
    JournalEntry same = new JournalEntry("two", DAY, EntryKind.REVERSAL, "one", null, POSTINGS);
    for (List<JournalEntry> wrong : List.of(List.of(one, one), List.of(one, same))) {
      Path folder = shared.resolve("forged-" + database + "-" + wrong.get(1).id());
      JsonObject payload = VaultPayload.of(Map.of(), wrong).toJson();
      ForgedLedger.of(folder, Samples.party(1), payload.bytes());
      LogReader log = LogReader.open(folder.resolve("log"), Ledger.verifierKey(folder));
      Vault vault = Vault.forReading(folder.resolve("vault"));
      LedgerSettings made = database.settings(shared);
      IndexAddress address =
          new IndexAddress(made.indexUrl(), made.indexUser(), made.indexPassword());
      for (int i = 0; i < 2; i++) {
        try (Index index = Index.open(address)) {
          assertThatThrownBy(() -> index.rebuild(log, vault))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("log and vault are not touched");
          assertThatThrownBy(() -> index.follow(log, vault)).isInstanceOf(IOException.class);
        }
      }
      try (Index index = Index.open(address)) {
        assertThatThrownBy(() -> index.follow(log, vault)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aDumpThatCannotBeWrittenIsAnErrorOfWriting() throws Exception {
    try (Ledger reader = Ledger.openReadOnly(shared.resolve("ledger"), Samples.settings())) {
      for (String last : List.of("fact", "posting", "balance")) {
        assertThatThrownBy(() -> reader.dump(new FullDisk(last)))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(last);
      }
    }
  }

  /** Takes lines up to the first that begins with a word. */
  private static final class FullDisk extends Writer {
    private final String last;

    private FullDisk(String last) {
      this.last = last;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      String line = new String(text, from, length);
      if (line.startsWith(last)) {
        throw new IOException(line);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void anIndexThatWasClosedGoesOnWhereItWas(TestDatabase database) throws Exception {
    Path folder = shared.resolve("again-" + database);
    LedgerSettings settings = database.settings(shared);
    Samples.ledger(folder, 14, 6);
    StringBuilder dump = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      try (Ledger ledger = Ledger.open(folder, settings)) {
        assertThat(ledger.books().size()).isEqualTo(6 + 2L * i);
        ledger.appendAll(List.of(Samples.registration(50 + i)));
      }
      // Not seen by the index until it is opened again.
      try (Ledger ledger = Ledger.open(folder, settings)) {
        ledger.appendAll(List.of(Samples.statement(60 + i, new SplittableRandom(i))));
      }
    }
    try (Ledger ledger = Ledger.open(folder, settings)) {
      ledger.dump(dump);
      assertThat(ledger.auditIndex()).isEmpty();
    }
    StringBuilder folded = new StringBuilder();
    try (Ledger ledger = Ledger.openReadOnly(folder, settings)) {
      ledger.dump(folded);
    }
    assertThat(dump).hasToString(folded.toString());
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordIsNeverShown(TestDatabase database) {
    LedgerSettings settings =
        Samples.settings()
            .withIndex(
                database == TestDatabase.H2
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
}
