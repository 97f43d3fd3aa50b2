package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
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
  private static final Period NOVEMBER = Period.parse("2026-11");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 2000);
  }

  @Test
  void aLateFactIsBookedInTheFirstOpenMonthAndRestatesItsOwn() {
    Periods periods = new Periods();
    assertThat(periods.book(1, day(OCTOBER))).isEqualTo(OCTOBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.OPEN);
    periods.close(2, OCTOBER);
    periods.close(3, OCTOBER);
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.CLOSED);
    assertThat(periods.book(4, day(OCTOBER))).isEqualTo(NOVEMBER);
    periods.close(5, NOVEMBER);
    assertThat(periods.book(6, day(OCTOBER))).isEqualTo(Period.parse("2026-12"));
    assertThat(periods.state(OCTOBER)).isEqualTo(PeriodState.RESTATED);
    assertThat(periods.state(NOVEMBER)).isEqualTo(PeriodState.CLOSED);
    assertThat(periods.book(7, day(NOVEMBER))).isEqualTo(Period.parse("2026-12"));
    assertThat(periods.changes())
        .containsExactly(
            new PeriodChange(2, OCTOBER, PeriodState.CLOSED),
            new PeriodChange(4, OCTOBER, PeriodState.RESTATED),
            new PeriodChange(5, NOVEMBER, PeriodState.CLOSED),
            new PeriodChange(7, NOVEMBER, PeriodState.RESTATED));
  }

  @Test
  void aMonthThatStayedOpenBetweenClosedOnesTakesLateFacts() {
    Periods periods = new Periods();
    periods.close(1, Period.parse("2026-12"));
    periods.close(2, OCTOBER);
    assertThat(periods.book(3, day(OCTOBER))).isEqualTo(NOVEMBER);
    periods.close(4, NOVEMBER);
    assertThat(periods.book(5, day(OCTOBER))).isEqualTo(Period.parse("2027-01"));
  }

  @Test
  void theLastMonthThereIsTakesWhatFindsNoOther() {
    Periods periods = new Periods();
    Period last = Period.parse("9999-12");
    periods.close(1, Period.parse("9999-11"));
    periods.close(2, last);
    assertThat(periods.book(3, day(Period.parse("9999-11")))).isEqualTo(last);
    assertThat(periods.book(4, day(last))).isEqualTo(last);
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
        assertThat(periods.book(index, day(month))).isEqualTo(expected);
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

  private static LocalDate day(Period month) {
    return month.lastDay();
  }
}
