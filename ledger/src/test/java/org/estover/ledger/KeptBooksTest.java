package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of the books spares the next writer from reading all payloads, and is never trusted. */
final class KeptBooksTest {
  private static final int MANY = 11_000;

  @TempDir private Path scratch;

  private static JournalEntry first() {
    return JournalEntry.of(
        "first", LocalDate.of(2026, 10, 31), Samples.postings(new SplittableRandom(1)));
  }

  private static Append moves(String key, JournalEntry entry) {
    return new Append(
        key,
        new StatementIssued("stm_" + key, "agr_0001", new Period(2026, 10)),
        VaultPayload.of(Map.of(), List.of(entry)));
  }

  /** A ledger with a copy of its books, and what it stands at. */
  private Path withCopy() throws Exception {
    Path folder = Samples.ledger(scratch.resolve("l"), 5, 6);
    List<Append> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(Samples.registration(1_000 + i));
    }
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      ledger.appendAll(List.of(moves("first", first())));
      ledger.appendAll(many);
    }
    assertThat(folder.resolve("index/books")).exists();
    return folder;
  }

  @Test
  void booksFromTheCopyHoldTheSameLaws() throws Exception {
    Path folder = withCopy();
    JournalEntry undo = first().reversal("undo", LocalDate.of(2026, 11, 1));
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      assertThatThrownBy(() -> ledger.appendAll(List.of(moves("again", first()))))
          .hasMessageContaining("the id is taken");
      ledger.appendAll(List.of(moves("undo", undo)));
    }
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      JournalEntry twice = first().reversal("twice", LocalDate.of(2026, 11, 1));
      assertThatThrownBy(() -> ledger.appendAll(List.of(moves("twice", twice))))
          .hasMessageContaining("reversed already");
    }
  }

  @Test
  void aDamagedCopyIsAsGoodAsNoneAndAForgedOneIsFound() throws Exception {
    Path folder = withCopy();
    Path copy = folder.resolve("index/books");
    byte[] whole = Files.readAllBytes(copy);
    whole[200] ^= 1;
    Files.write(copy, whole);
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      assertThatThrownBy(() -> ledger.appendAll(List.of(moves("again", first()))))
          .hasMessageContaining("the id is taken");
      assertThat(ledger.auditIndex()).isEmpty();
      KeptCopy forged = new KeptCopy(ledger.log().size(), new byte[12]);
      forged.write(copy, ledger.checkpoint().root());
      assertThat(ledger.auditIndex()).containsExactly(new Finding.CopyDiffers("index/books"));
    }
  }
}
