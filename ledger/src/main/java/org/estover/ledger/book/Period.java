package org.estover.ledger.book;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * A calendar month of account, written {@code 2026-10}.
 *
 * @param year 1900 to 9999
 * @param month 1 to 12
 */
public record Period(int year, int month) implements Comparable<Period> {

  private static final Pattern TEXT = Pattern.compile("[0-9]{4}-[0-9]{2}");

  public Period {
    if (year < 1900 || year > 9999 || month < 1 || month > 12) {
      throw Errors.badPeriod(year + "-" + month);
    }
  }

  /** Reads {@code 2026-10}. */
  public static Period parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw Errors.badPeriod(text);
    }
    return new Period(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(5)));
  }

  /** The month of a day. */
  public static Period of(LocalDate day) {
    return new Period(day.getYear(), day.getMonthValue());
  }

  /** The month after this one. */
  public Period next() {
    return month == 12 ? new Period(year + 1, 1) : new Period(year, month + 1);
  }

  /** The first day of the month. */
  public LocalDate firstDay() {
    return LocalDate.of(year, month, 1);
  }

  /** The last day of the month. */
  public LocalDate lastDay() {
    return YearMonth.of(year, month).atEndOfMonth();
  }

  @Override
  public int compareTo(Period other) {
    return year != other.year
        ? Integer.compare(year, other.year)
        : Integer.compare(month, other.month);
  }

  @Override
  public String toString() {
    return year + (month < 10 ? "-0" : "-") + month;
  }
}
