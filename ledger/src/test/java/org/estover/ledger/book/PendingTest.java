package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is set aside moves once, or is free again once, and the log says when. */
final class PendingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
  private static final LocalDate LAST = DAY.plusDays(10);
  private static final Account CASH = Account.of("assets:cash");
  private static final Account DUE = Account.of("liabilities:due");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  private static List<Posting> move(long cents) {
    Money money = Money.of(cents, "EUR");
    return List.of(new Debit(DUE, money), new Credit(CASH, money));
  }

  private static JournalEntry pending(String id, long cents) {
    return JournalEntry.pending(id, DAY, LAST, move(cents));
  }

  private static String why(NumberedJournal journal, JournalEntry entry) {
    return journal.refusal(entry).orElse("");
  }

  @Test
  void setAsideItCountsAsPendingOnlyAndAPartIsPosted() {
    NumberedJournal journal = new NumberedJournal();
    JournalEntry pending = pending("p", 100);
    journal.add(pending);
    assertThat(journal.balances()).isEmpty();
    assertThat(journal.journal().pending(CASH, "EUR")).isEqualTo(Money.of(-100, "EUR"));
    assertThat(journal.journal().pendingBalances()).hasSize(2);
    journal.add(pending.post("p/post", DAY, move(70)));
    assertThat(journal.journal().balance(CASH, "EUR")).isEqualTo(Money.of(-70, "EUR"));
    assertThat(journal.journal().pendingBalances()).isEmpty();
  }

  @Test
  void itIsPostedVoidedOrExpiredOnce() {
    JournalEntry pending = pending("p", 100);
    List<JournalEntry> ends =
        List.of(pending.post("a", DAY), pending.voided("b", DAY), pending.expiry("c", DAY));
    for (JournalEntry first : ends) {
      NumberedJournal journal = new NumberedJournal();
      journal.add(pending);
      boolean expires = first.kind() == EntryKind.EXPIRY;
      journal.on(expires ? LAST.plusDays(1) : LAST).add(first);
      assertThat(journal.journal().pendingBalances()).isEmpty();
      for (JournalEntry second : ends) {
        assertThat(why(journal, second)).isNotEmpty();
      }
      assertThat(why(journal, pending.voided("again", DAY)))
          .isEqualTo(
              "journal entry again: it is the void of p, which was posted, voided or expired"
                  + " already");
    }
  }

  @Test
  void theLogsTimeSaysWhetherItsLastDayIsOver() {
    NumberedJournal journal = new NumberedJournal();
    JournalEntry pending = pending("p", 100);
    journal.add(pending);
    assertThat(why(journal.on(LAST), pending.expiry("x", DAY))).contains("is not over");
    assertThat(why(journal.on(LAST), pending.post("y", DAY))).isEmpty();
    assertThat(why(journal.on(LAST.plusDays(1)), pending.post("y", DAY)))
        .contains("last day 2026-11-10 is over on 2026-11-11");
    assertThat(why(journal, pending.expiry("x", DAY))).isEmpty();
    assertThat(why(journal, pending.voided("v", DAY))).isEmpty();
    assertThat(why(journal, pending("late", 1))).contains("last day 2026-11-10 is over");
  }

  @Test
  void onlyItsOwnPostingsAreOfIt() {
    NumberedJournal journal = new NumberedJournal();
    JournalEntry pending = pending("p", 100);
    journal.add(pending);
    List<Posting> other =
        List.of(new Credit(DUE, Money.of(5, "EUR")), new Debit(CASH, Money.of(5, "EUR")));
    for (List<Posting> wrong : List.of(move(101), other)) {
      assertThat(why(journal, pending.post("y", DAY, wrong))).contains("each of as much or less");
    }
    assertThat(why(journal, pending.reversal("r", DAY))).contains("which is of kind pending");
    journal.add(JournalEntry.of("e", DAY, move(7)));
    JournalEntry posted = JournalEntry.of("e", DAY, move(7));
    assertThat(why(journal, posted.voided("v", DAY))).contains("which is of kind entry");
    JournalEntry voided = pending.voided("v", DAY);
    journal.add(voided);
    JournalEntry ofVoid = new JournalEntry("z", DAY, EntryKind.REVERSAL, "v", null, move(1));
    assertThat(why(journal, ofVoid)).contains("which is of kind void");
  }

  @Test
  void eachKindHasItsFields() {
    assertThatThrownBy(() -> new JournalEntry("a", DAY, EntryKind.PENDING, "", null, move(1)))
        .hasMessageContaining("a last day");
    assertThatThrownBy(() -> new JournalEntry("a", DAY, EntryKind.ENTRY, "", LAST, move(1)))
        .hasMessageContaining("a last day");
    assertThatThrownBy(() -> new JournalEntry("a", DAY, EntryKind.VOID, "p", null, move(1)))
        .hasMessageContaining("moves nothing");
    assertThatThrownBy(() -> new JournalEntry("a", DAY, EntryKind.ENTRY, "p", null, move(1)))
        .hasMessageContaining("yet it names p");
    assertThatThrownBy(() -> new JournalEntry("a", DAY, EntryKind.POST, "", null, move(1)))
        .hasMessageContaining("not a journal entry id");
  }

  /** Random entries of all kinds, against sums that are taken anew from a plain list each time. */
  @ParameterizedTest
  @MethodSource("seeds")
  void balancesAreWhatPlainSumsGiveAndUndoingLeavesNothing(long seed) throws Exception {
    run(seed);
  }

  @Test
  void theRandomEntriesAreOfAllKinds() throws Exception {
    Set<EntryKind> kinds = EnumSet.noneOf(EntryKind.class);
    for (long seed = 1; seed <= 20; seed++) {
      run(seed).forEach(entry -> kinds.add(entry.kind()));
    }
    assertThat(kinds).containsExactlyInAnyOrder(EntryKind.values());
  }

  private static List<JournalEntry> run(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    NumberedJournal journal = new NumberedJournal();
    List<JournalEntry> added = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      JournalEntry entry = random(random, i, added);
      byte[] before = journal.journal().copy().orElseThrow();
      LocalDate day = DAY.plusDays(random.nextInt(30));
      if (journal.on(day).addUnlessRefused(entry).isPresent()) {
        assertThat(journal.journal().copy().orElseThrow()).isEqualTo(before);
      } else if (random.nextInt(3) == 0) {
        journal.undo(entry);
        assertThat(journal.journal().copy().orElseThrow()).isEqualTo(before);
      } else {
        added.add(entry);
      }
      assertThat(sums(journal.journal().balances())).isEqualTo(posted(added));
      assertThat(sums(journal.journal().pendingBalances())).isEqualTo(pending(added));
    }
    Journal again =
        Journal.copyOf(
            journal.journal().copy().orElseThrow(), (index, at) -> added.get((int) index));
    assertThat(again.balances()).isEqualTo(journal.balances());
    assertThat(again.copy().orElseThrow()).isEqualTo(journal.journal().copy().orElseThrow());
    return added;
  }

  private static JournalEntry random(SplittableRandom random, int i, List<JournalEntry> added) {
    String id = "e/" + i;
    LocalDate day = DAY.plusDays(random.nextInt(-40, 40));
    JournalEntry target =
        added.isEmpty()
            ? JournalEntry.of("none", DAY, move(1))
            : added.get(random.nextInt(added.size()));
    return switch (random.nextInt(7)) {
      case 0 -> JournalEntry.of(id, day, Samples.postings(random));
      case 1 -> target.postings().isEmpty() ? target : target.reversal(id, day);
      case 2 -> target.postings().isEmpty() ? target : target.post(id, day);
      case 3 -> target.voided(id, day);
      case 4 -> target.expiry(id, day);
      default ->
          JournalEntry.pending(id, day, DAY.plusDays(random.nextInt(30)), Samples.postings(random));
    };
  }

  private static Map<String, Long> posted(List<JournalEntry> entries) {
    Map<String, Long> sums = new HashMap<>();
    entries.forEach(entry -> add(sums, entry.posted()));
    return sums;
  }

  private static Map<String, Long> pending(List<JournalEntry> entries) {
    Map<String, Long> sums = new HashMap<>();
    for (JournalEntry entry : entries) {
      boolean open =
          entry.kind() == EntryKind.PENDING
              && entries.stream().noneMatch(other -> other.target().equals(entry.id()));
      if (open) {
        add(sums, entry.postings());
      }
    }
    return sums;
  }

  private static void add(Map<String, Long> sums, List<Posting> postings) {
    for (Posting posting : postings) {
      sums.merge(
          posting.account() + " " + posting.amount().currency(),
          posting.netDebitMinorUnits(),
          Long::sum);
    }
  }

  private static Map<String, Long> sums(List<Balance> balances) {
    Map<String, Long> sums = new HashMap<>();
    for (Balance balance : balances) {
      sums.put(
          balance.account() + " " + balance.netDebit().currency(), balance.netDebit().minorUnits());
    }
    return sums;
  }
}
