package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Months that close, and what is recorded after that. */
final class PeriodsTest {

  private static final Period OCTOBER = Period.parse("2026-10");
  private static final List<Posting> POSTINGS =
      List.of(
          new Debit(Account.of("assets:bank"), Money.of(1, "EUR")),
          new Credit(Account.of("income:share"), Money.of(1, "EUR")));
  private static final Period NOVEMBER = Period.parse("2026-11");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 2000);
  }

  @Test
  void aLateFactIsBookedInTheFirstOpenMonthAndRestatesItsOwn() {
    Periods periods = new Periods();
    assertThat(periods.book(entry(1, OCTOBER))).isEqualTo(OCTOBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.OPEN);
    periods.close(2, OCTOBER);
    periods.close(3, OCTOBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.CLOSED);
    assertThat(periods.book(entry(4, OCTOBER))).isEqualTo(NOVEMBER);
    periods.close(5, NOVEMBER);
    assertThat(periods.book(entry(6, OCTOBER))).isEqualTo(Period.parse("2026-12"));
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.RESTATED);
    assertThat(periods.state(NOVEMBER)).isEqualTo(PeriodState.CLOSED);
    assertThat(periods.book(entry(7, NOVEMBER))).isEqualTo(Period.parse("2026-12"));
    assertThat(periods.changes())
        .containsExactly(
            new PeriodChange(2, OCTOBER, PeriodState.CLOSED),
            new PeriodChange(4, OCTOBER, PeriodState.RESTATED),
            new PeriodChange(5, NOVEMBER, PeriodState.CLOSED),
            new PeriodChange(7, NOVEMBER, PeriodState.RESTATED));
  }

  @Test
  void whatIsPendingRestatesNoMonth() {
    Periods periods = new Periods();
    periods.close(1, OCTOBER);
    JournalEntry pending =
        JournalEntry.pending("p", OCTOBER.lastDay(), NOVEMBER.lastDay(), POSTINGS);
    assertThat(periods.book(new RecordedEntry(2, 0, pending))).isEqualTo(NOVEMBER);
    JournalEntry voided = pending.voided("v", OCTOBER.lastDay());
    assertThat(periods.book(new RecordedEntry(3, 0, voided))).isEqualTo(NOVEMBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.CLOSED);
    JournalEntry posted = pending.post("q", OCTOBER.lastDay());
    assertThat(periods.book(new RecordedEntry(4, 0, posted))).isEqualTo(NOVEMBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.RESTATED);
  }

  @Test
  void aMonthThatStayedOpenBetweenClosedOnesTakesLateFacts() {
    Periods periods = new Periods();
    periods.close(1, Period.parse("2026-12"));
    periods.close(2, OCTOBER);
    assertThat(periods.book(entry(3, OCTOBER))).isEqualTo(NOVEMBER);
    periods.close(4, NOVEMBER);
    assertThat(periods.book(entry(5, OCTOBER))).isEqualTo(Period.parse("2027-01"));
  }

  @Test
  void theLastMonthThereIsTakesWhatFindsNoOther() {
    Periods periods = new Periods();
    Period last = Period.parse("9999-12");
    periods.close(1, Period.parse("9999-11"));
    periods.close(2, last);
    assertThat(periods.book(entry(3, Period.parse("9999-11")))).isEqualTo(last);
    assertThat(periods.book(entry(4, last))).isEqualTo(last);
  }

  /**
   * I7, beside a plain model: a list of what was recorded, read from the start for each question.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsBookedInAClosedMonthNeverChanges(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Periods periods = new Periods();
    Map<Period, Long> closedAt = new HashMap<>();
    Map<Period, Long> booked = new TreeMap<>();
    Map<Period, Long> whenClosed = new TreeMap<>();
    for (long index = 0; index < 60; index++) {
      Period month = new Period(2026, random.nextInt(1, 13));
      if (random.nextInt(4) == 0) {
        periods.close(index, month);
        closedAt.putIfAbsent(month, index);
        whenClosed.putIfAbsent(month, booked.getOrDefault(month, 0L));
      } else {
        Period expected = month;
        while (closedAt.containsKey(expected)) {
          expected = expected.next();
        }
        assertThat(periods.book(entry(index, month))).isEqualTo(expected);
        booked.merge(expected, random.nextLong(1, 1000), Long::sum);
      }
    }
    whenClosed.forEach(
        (month, sum) -> assertThat(booked.getOrDefault(month, 0L)).as("%s", month).isEqualTo(sum));
    List<PeriodChange> changes = periods.changes();
    for (int known = 0; known <= changes.size(); known++) {
      Periods earlier = Periods.of(changes.subList(0, known));
      assertThat(earlier.changesAfter(0)).isEqualTo(changes.subList(0, known));
    }
    closedAt
        .keySet()
        .forEach(month -> assertThat(periods.state(month)).isNotEqualTo(PeriodState.OPEN));
  }

  private static RecordedEntry entry(long index, Period month) {
    return new RecordedEntry(index, 0, JournalEntry.of("e/" + index, month.lastDay(), POSTINGS));
  }
}
