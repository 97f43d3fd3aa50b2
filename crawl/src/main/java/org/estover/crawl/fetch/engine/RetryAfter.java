package org.estover.crawl.fetch.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or one of HTTP's three dates. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d+");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+, *");
  private static final int MAX_DIGITS = 12;

  /** Of years of two digits, as RFC 850 had them. */
  private static final int FIRST_SHORT_YEAR = 1970;

  private static final long MILLIS = 1000;

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .appendPattern("dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR)
              .appendPattern(" HH:mm:ss zzz")
              .toFormatter(Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /** How long to wait from {@code now}; empty where the value says nothing. */
  static OptionalLong millis(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return OptionalLong.of(
          text.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(text) * MILLIS);
    }
    String unnamed = WEEKDAY.matcher(text).replaceFirst("");
    for (DateTimeFormatter format : DATES) {
      Optional<Instant> date = parse(format, unnamed);
      if (date.isPresent()) {
        long wait = date.get().toEpochMilli() - now.toEpochMilli();
        return OptionalLong.of(Math.max(0, wait));
      }
    }
    return OptionalLong.empty();
  }

  private static Optional<Instant> parse(DateTimeFormatter format, String text) {
    try {
      TemporalAccessor date = format.parse(text);
      return Optional.of(Instant.from(date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
