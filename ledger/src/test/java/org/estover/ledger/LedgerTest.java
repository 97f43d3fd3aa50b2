package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.Receipt;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LedgerTest {

  private static final LedgerSettings SETTINGS = Samples.settings();

  @TempDir Path folder;

  private Ledger ledger() throws Exception {
    Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    return Ledger.open(folder, SETTINGS);
  }

  @Test
  void whoIsPatientWaitsForTheOtherWriter() throws Exception {
    Ledger other = ledger();
    assertThatThrownBy(() -> Ledger.open(folder, SETTINGS, Duration.ZERO, said -> {}))
        .isInstanceOf(LedgerBusyException.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    List<String> told = new ArrayList<>();
    assertThatThrownBy(() -> Ledger.open(folder, SETTINGS, Duration.ofMillis(300), told::add))
        .isInstanceOf(LedgerBusyException.class);
    assertThat(told).hasSize(1);
    Ledger.open(folder, SETTINGS, Duration.ofMinutes(1), said -> close(other)).close();
  }

  private static void close(Ledger ledger) {
    try {
      ledger.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void factsComeBackWithTheirPayloadsInOrder() throws Exception {
    List<Fact> facts = Samples.oneOfEach();
    try (Ledger ledger = ledger()) {
      for (Fact fact : facts) {
        ledger.append(
            fact.type() + "/" + fact.subject(),
            fact,
            VaultPayload.of(Map.of("about", fact.subject())));
      }
    }
    try (Ledger ledger = Ledger.openReadOnly(folder, SETTINGS);
        Stream<LoggedFact> logged = ledger.facts()) {
      List<LoggedFact> found = logged.toList();
      assertThat(found).extracting(LoggedFact::fact).isEqualTo(facts);
      assertThat(found)
          .extracting(fact -> fact.payload().content().text("about"))
          .isEqualTo(facts.stream().map(Fact::subject).toList());
      assertThat(ledger.checkpoint().size()).isEqualTo(facts.size());
      try (Stream<LoggedFact> later = ledger.facts(7)) {
        assertThat(later.toList()).isEqualTo(found.subList(7, found.size()));
      }
    }
  }

  @Test
  void aReaderFollowsTheWriterBesideIt() throws Exception {
    try (Ledger writer = ledger()) {
      writer.append("a", Samples.party(1), VaultPayload.of(Map.of("name", "One")));
      try (Ledger reader = Ledger.openReadOnly(folder, SETTINGS)) {
        writer.append("b", Samples.party(2), VaultPayload.of(Map.of("name", "Two")));
        assertThat(reader.facts()).hasSize(1);
        reader.follow();
        assertThat(reader.checkpoint()).isEqualTo(writer.checkpoint());
        assertThat(reader.facts(1).toList()).isEqualTo(writer.facts(1).toList());
        reader.follow();
        assertThat(reader.facts()).hasSize(2);
      }
    }
  }

  @Test
  void aReaderRefusesALogThatWasPutBack() throws Exception {
    Path copy = folder.resolveSibling(folder.getFileName() + "-before");
    try (Ledger writer = ledger()) {
      writer.append("a", Samples.party(1), VaultPayload.of(Map.of("name", "One")));
      Folders.copy(folder.resolve("log"), copy);
      writer.append("b", Samples.party(2), VaultPayload.of(Map.of("name", "Two")));
    }
    try (Ledger reader = Ledger.openReadOnly(folder, SETTINGS)) {
      Files.copy(
          copy.resolve("checkpoint"),
          folder.resolve("log/checkpoint"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(reader::follow)
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContaining("checkpoint of 1 log entries does not continue that of 2");
      assertThat(reader.checkpoint().size()).isEqualTo(2);
    }
  }

  @Test
  void whoFollowsTheLogGetsWhatIsRead() throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.appendAll(List.of(Samples.registration(1)));
      Append statement = Samples.statement(3, new SplittableRandom(3));
      long from = ledger.appendAll(List.of(Samples.registration(2), statement)).get(0).index();
      List<LoggedFact> followed = ledger.facts(from).toList();
      assertThat(followed).hasSize(2).isEqualTo(ledger.facts(from).toList());
      assertThat(ledger.facts()).hasSize(3).endsWith(followed.get(1));
      ledger.append("k", Samples.party(4), VaultPayload.of(Map.of("name", "Canary Name")));
      ledger.erase(3);
      assertThat(ledger.facts(3).toList()).extracting(LoggedFact::erased).containsExactly(true);
    }
  }

  @Test
  void aRetryGetsTheSameAnswerAndWritesNothing() throws Exception {
    Append request = Samples.registration(1);
    Appended first;
    try (Ledger ledger = ledger()) {
      first = ledger.appendAll(List.of(request)).get(0);
      Appended again = ledger.appendAll(List.of(request)).get(0);
      assertThat(again.entry()).isEqualTo(first.entry());
      assertThat(first.repeated()).isFalse();
      assertThat(again.repeated()).isTrue();
    }
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      assertThat(ledger.appendAll(List.of(request)).get(0))
          .isEqualTo(new Appended(0, first.entry(), true));
      assertThat(ledger.checkpoint().size()).isEqualTo(1);
    }
  }

  @Test
  void aKeyUsedForAnotherRequestIsRefusedNamingTheField() throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.append("k", Samples.party(1), VaultPayload.of(Map.of("name", "A")));
      assertThatThrownBy(
              () -> ledger.append("k", Samples.party(2), VaultPayload.of(Map.of("name", "A"))))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("log entry 0")
          .hasMessageContaining("fact.partyId");
      assertThatThrownBy(
              () -> ledger.append("k", Samples.party(1), VaultPayload.of(Map.of("name", "B"))))
          .hasMessageContaining("payload.content.name");
      assertThat(ledger.checkpoint().size()).isEqualTo(1);
    }
  }

  @Test
  void aGroupIsWrittenUnderOneCheckpointAndMayRepeatItself() throws Exception {
    try (Ledger ledger = ledger()) {
      List<Appended> answers =
          ledger.appendAll(
              List.of(Samples.registration(1), Samples.registration(2), Samples.registration(1)));
      assertThat(answers).extracting(Appended::index).containsExactly(0L, 1L, 0L);
      assertThat(answers).extracting(Appended::repeated).containsExactly(false, false, true);
      assertThat(ledger.checkpoint().size()).isEqualTo(2);
    }
  }

  @Test
  void aGroupWithOneRefusedJournalEntryWritesNothing() throws Exception {
    Append good = Samples.statement(1, new SplittableRandom(1));
    Append same =
        new Append(
            "other-key",
            Samples.party(3),
            new VaultPayload(good.payload().content(), good.payload().journal()));
    try (Ledger ledger = ledger()) {
      assertThatThrownBy(() -> ledger.appendAll(List.of(good, same)))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("stm_00000001/0: the id is taken");
      assertThat(ledger.checkpoint().size()).isZero();
      ledger.appendAll(List.of(good));
      assertThat(ledger.checkpoint().size()).isEqualTo(1);
    }
    try (Ledger ledger = Ledger.open(folder, SETTINGS)) {
      assertThatThrownBy(() -> ledger.appendAll(List.of(same)))
          .hasMessageContaining("the id is taken");
    }
  }

  @Test
  void timeNeverGoesBack() throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.appendAll(List.of(Samples.registration(1)));
    }
    Clock earlier = Clock.offset(SETTINGS.clock(), Duration.ofHours(-1));
    Clock later = Clock.fixed(Instant.parse("2028-02-29T00:00:00Z"), ZoneOffset.UTC);
    try (Ledger ledger = Ledger.open(folder, LedgerSettings.of(earlier, SETTINGS.entropy()))) {
      Appended second = ledger.appendAll(List.of(Samples.registration(2))).get(0);
      assertThat(second.entry().time()).isEqualTo(Samples.NOW);
    }
    try (Ledger ledger = Ledger.open(folder, LedgerSettings.of(later, SETTINGS.entropy()))) {
      Appended third = ledger.appendAll(List.of(Samples.registration(3))).get(0);
      assertThat(third.entry().time()).isEqualTo(later.instant());
    }
  }

  @Test
  void aSecondWriterIsRefusedNamingTheFirst() throws Exception {
    try (Ledger ledger = ledger()) {
      assertThat(ledger.checkpoint().size()).isZero();
      assertThatThrownBy(() -> Ledger.open(folder, SETTINGS))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    Ledger.open(folder, SETTINGS).close();
  }

  @Test
  void aReaderSeesTheCheckpointItOpenedWhileTheWriterGoesOn() throws Exception {
    try (Ledger writer = ledger()) {
      writer.appendAll(List.of(Samples.registration(0)));
      try (Ledger reader = Ledger.openReadOnly(folder, SETTINGS)) {
        for (int i = 0; i < 6; i++) {
          writer.appendAll(
              IntStream.range(i * 50, i * 50 + 51).mapToObj(Samples::registration).toList());
        }
        assertThat(reader.facts()).hasSize(1);
        assertThat(reader.log().rootAt(1)).isEqualTo(reader.checkpoint().root());
        assertThatThrownBy(() -> reader.appendAll(List.of(Samples.registration(5))))
            .hasMessageContaining("opened for reading");
      }
    }
  }

  @Test
  void privateThingsNeverEnterTheLogAndSecretsAreReadableByTheOwnerOnly() throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.append("k", Samples.party(1), VaultPayload.of(Map.of("name", "Canary Name")));
      assertThat(ledger.fact(0).toString()).contains("pty_00000001").doesNotContain("Canary");
    }
    int vaultFiles = 0;
    for (Path file : files(folder)) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (file.startsWith(folder.resolve("vault")) || file.endsWith("key")) {
        assertThat(mode).isEqualTo("rw-------");
        vaultFiles += content.contains("Canary Name") ? 1 : 0;
      } else {
        assertThat(content).doesNotContain("Canary").doesNotContain("PRIVATE");
      }
    }
    assertThat(vaultFiles).isEqualTo(1);
  }

  @Test
  void anErasedPayloadLeavesTheLogWhole() throws Exception {
    try (Ledger ledger = ledger()) {
      ledger.append("k", Samples.party(1), VaultPayload.of(Map.of("name", "Canary Name")));
      Append statement = Samples.statement(2, new SplittableRandom(2));
      ledger.appendAll(List.of(statement));
      ledger.erase(0);
      assertThatThrownBy(() -> ledger.erase(1)).hasMessageContaining("journal entries");
      assertThat(ledger.fact(0).erased()).isTrue();
      assertThat(ledger.fact(1).payload()).isEqualTo(statement.payload());
      assertThat(ledger.append("k", Samples.party(1), VaultPayload.EMPTY).repeated()).isTrue();
    }
    for (Path file : files(folder)) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Canary");
    }
    Ledger.openReadOnly(folder, SETTINGS).close();
  }

  @Test
  void aVaultOfAFormerFormatIsNamedAsSuch() throws Exception {
    ledger().close();
    Path former = folder.resolve("vault/a7").resolve("a7" + "0".repeat(62));
    Files.createDirectories(former.getParent());
    Files.writeString(former, "a payload");
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> Ledger.open(folder, SETTINGS),
            () -> Ledger.openReadOnly(folder, SETTINGS),
            () -> Ledger.verifierKey(folder))) {
      assertThatThrownBy(use)
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContainingAll("format 1", "format 2", "nothing is damaged");
    }
  }

  @Test
  void aReceiptIsCheckedWithoutTheLog() throws Exception {
    Samples.ledger(folder, 7, 20);
    try (Ledger ledger = Ledger.openReadOnly(folder, SETTINGS)) {
      LogEntry entry = ledger.fact(13).entry();
      String receipt = ledger.receipt(13).text();
      assertThat(Receipt.verify(receipt, entry.bytes(), Ledger.verifierKey(folder)))
          .isEqualTo(ledger.checkpoint());
      assertThatThrownBy(
              () ->
                  Receipt.verify(
                      receipt, ledger.fact(12).entry().bytes(), Ledger.verifierKey(folder)))
          .hasMessageContaining("does not lead");
    }
  }

  @Test
  void aSecondInitIsRefused() throws Exception {
    ledger().close();
    assertThatThrownBy(() -> Ledger.init(folder, Samples.ORIGIN, SETTINGS))
        .isInstanceOf(LedgerRefusedException.class)
        .hasMessageContaining("would fork it");
    assertThatThrownBy(() -> Ledger.open(folder.resolve("none"), SETTINGS))
        .hasMessageContaining("estover ledger init");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheBooksCannotHoldIsRefusedBeforeAnythingIsWritten(TestDatabase database)
      throws Exception {
    Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    Money most = Money.of(Long.MAX_VALUE, "EUR");
    List<Posting> postings =
        List.of(
            new Debit(Account.of("assets:cash"), most),
            new Credit(Account.of("income:administration"), most));
    try (Ledger ledger = Ledger.open(folder, database.settings(folder))) {
      ledger.appendAll(List.of(moving("stm_0001", postings)));
      Checkpoint before = ledger.checkpoint();
      assertThatThrownBy(() -> ledger.appendAll(List.of(moving("stm_0002", postings))))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessageContaining("assets:cash")
          .hasMessageContaining("EUR 184467440737095516.14");
      assertThat(ledger.checkpoint()).isEqualTo(before);
      assertThat(ledger.books().balances()).hasSize(2);
    }
  }

  private static Append moving(String id, List<Posting> postings) {
    JournalEntry entry = JournalEntry.of(id + "/1", LocalDate.of(2026, 10, 31), postings);
    return new Append(
        id,
        new StatementIssued(id, "agr_0001", new Period(2026, 10)),
        VaultPayload.of(Map.of("a", "b"), List.of(entry)));
  }

  @ParameterizedTest
  @EnumSource
  void booksFollowTheLogAndAnswerAsOf(TestDatabase database) throws Exception {
    Account due = Account.of("assets:receivable:pty_dev1");
    Account owed = Account.of("liabilities:rights-holders:pty_h1");
    Money usd = Money.of(12_345, "USD");
    JournalEntry entry =
        JournalEntry.of(
            "stm_1/1",
            LocalDate.of(2026, 10, 31),
            List.of(new Debit(due, usd), new Credit(owed, usd)));
    Ledger.init(folder, Samples.ORIGIN, SETTINGS);
    try (Ledger ledger = Ledger.open(folder, database.settings(folder))) {
      ledger.append(
          "a", Samples.party(1), new VaultPayload(VaultPayload.EMPTY.content(), List.of(entry)));
      assertThat(ledger.books().balance(due, "USD")).isEqualTo(usd);
      JournalEntry undo = entry.reversal("stm_1/undo", LocalDate.of(2026, 11, 2));
      ledger.append(
          "b", Samples.party(2), new VaultPayload(VaultPayload.EMPTY.content(), List.of(undo)));
      assertThat(ledger.books().balance(due, "USD")).isEqualTo(Money.zero("USD"));
      assertThat(ledger.books().balance(owed, "JPY")).isEqualTo(Money.zero("JPY"));
      assertThat(ledger.books().balancesAsOf(LocalDate.of(2026, 11, 1), 2))
          .isEqualTo(ledger.books().balancesAsOf(LocalDate.of(2026, 11, 30), 1))
          .hasSize(2);
      assertThat(ledger.books().entries()).extracting(e -> e.entry()).containsExactly(entry, undo);
    }
    try (Ledger ledger = Ledger.openReadOnly(folder, SETTINGS)) {
      assertThat(ledger.books().size()).isEqualTo(2);
    }
  }

  @Test
  void theEmbeddedIndexIsTheOwners() throws Exception {
    try (Ledger ledger = ledger()) {
      assertThat(ledger.books().balances()).isEmpty();
      assertThat(Files.getPosixFilePermissions(folder.resolve("index")))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
