package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JournalTest {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
  private static final Account CASH = Account.of("assets:cash");
  private static final Account SHARE = Account.of("income:share");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneUnitOffIsRefusedNamingTheEntryAndTheCurrency(long seed) {
    List<Posting> postings = new ArrayList<>(Samples.postings(new SplittableRandom(seed)));
    JournalEntry.of("balanced", DAY, postings);
    Posting last = postings.remove(postings.size() - 1);
    Money more = last.amount().plus(Money.of(1, last.amount().currency()));
    postings.add(new Debit(last.account(), more));
    assertThatThrownBy(() -> JournalEntry.of("stm_off", DAY, postings))
        .hasMessageContaining("journal entry stm_off: " + more.currency() + " does not balance")
        .hasMessageContaining("by 1 minor units");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyAmountIsSomewhereAndAReversalUndoesItsEntry(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NumberedJournal journal = new NumberedJournal();
    for (int i = 0; i < 20; i++) {
      JournalEntry entry = JournalEntry.of("e/" + i, DAY, Samples.postings(random));
      journal.add(entry);
      List<Balance> before = journal.balances();
      JournalEntry extra = JournalEntry.of("x/" + i, DAY, Samples.postings(random));
      journal.add(extra);
      journal.add(extra.reversal("x/" + i + "/undo", DAY));
      assertThat(journal.balances()).containsAll(before);
    }
    for (String currency : List.of("USD", "JPY")) {
      assertThat(
              journal.balances().stream()
                  .map(Balance::netDebit)
                  .filter(net -> net.currency().equals(currency))
                  .mapToLong(Money::minorUnits)
                  .sum())
          .isZero();
    }
  }

  @Test
  void whatDoesNotFitAnAccountIsRefusedNamingIt() {
    NumberedJournal journal = new NumberedJournal();
    JournalEntry most = entry("most", Long.MAX_VALUE);
    journal.add(most);
    assertThat(journal.refusal(entry("one-more", 1)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("one-more", "assets:cash", "EUR 92233720368547758.08", "debit"));
    journal.add(most.reversal("undo", DAY));
    // Books of an earlier day leave the credit out, and would hold both debits.
    assertThat(journal.refusal(entry("again", 1))).isPresent();
    assertThat(journal.balances()).allMatch(balance -> balance.netDebit().isZero());
  }

  @Test
  void postingsOfOneEntryCountTogether() {
    Money half = Money.of(1L << 62, "USD");
    JournalEntry twice =
        JournalEntry.of(
            "twice",
            DAY,
            List.of(
                new Debit(CASH, half),
                new Debit(CASH, half),
                new Credit(SHARE, half),
                new Credit(Account.of("income:other"), half)));
    assertThat(new NumberedJournal().refusal(twice))
        .hasValueSatisfying(why -> assertThat(why).contains("assets:cash"));
  }

  @Test
  void aRefusedEntryLeavesNoAccountAndNoMoney() {
    NumberedJournal journal = new NumberedJournal();
    journal.add(entry("most", Long.MAX_VALUE));
    List<Balance> before = journal.balances();
    Money one = Money.of(1, "EUR");
    Account other = Account.of("assets:other");
    JournalEntry refused =
        JournalEntry.of("refused", DAY, List.of(new Credit(other, one), new Debit(CASH, one)));
    assertThat(journal.addUnlessRefused(refused)).isPresent();
    assertThat(journal.balances()).isEqualTo(before);
    JournalEntry fits =
        JournalEntry.of("fits", DAY, List.of(new Debit(other, one), new Credit(CASH, one)));
    assertThat(journal.refusal(fits)).isEmpty();
    assertThat(journal.balances()).isEqualTo(before);
    assertThat(journal.addUnlessRefused(fits)).isEmpty();
    assertThat(journal.balances()).contains(new Balance(other, one));
  }

  @Test
  void aReversalHappensOnceAndExactly() {
    NumberedJournal journal = new NumberedJournal();
    JournalEntry entry = entry("a", 5);
    journal.add(entry);
    assertThat(journal.refusal(entry)).hasValueSatisfying(why -> assertThat(why).contains("taken"));
    JournalEntry partly =
        new JournalEntry(
            "p", DAY, EntryKind.REVERSAL, "a", null, entry("b", 4).reversal("x", DAY).postings());
    assertThat(journal.refusal(partly))
        .hasValueSatisfying(why -> assertThat(why).contains("not the opposite"));
    assertThat(journal.refusal(entry("z", 1).reversal("zz", DAY)))
        .hasValueSatisfying(why -> assertThat(why).contains("not in the books"));
    journal.add(entry.reversal("a/undo", DAY));
    assertThat(journal.refusal(entry.reversal("a/again", DAY)))
        .hasValueSatisfying(why -> assertThat(why).contains("reversed already"));
  }

  @Test
  void amountsAreAboveZeroAndAccountsStandInTheChart() {
    assertThatThrownBy(() -> new Debit(CASH, Money.zero("USD"))).hasMessageContaining("above zero");
    assertThatThrownBy(() -> Account.of("pockets:left")).hasMessageContaining("pockets:left");
    assertThatThrownBy(() -> Account.of("assets")).hasMessageContaining("not an account");
    assertThatThrownBy(() -> Account.of("assets:Alice Ltd")).hasMessageContaining("not an account");
  }

  private static JournalEntry entry(String id, long amount) {
    Money money = Money.of(amount, "EUR");
    return JournalEntry.of(id, DAY, List.of(new Debit(CASH, money), new Credit(SHARE, money)));
  }
}
