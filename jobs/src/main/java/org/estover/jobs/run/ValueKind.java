package org.estover.jobs.run;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a plan's value may look like, and its one normal form. */
enum ValueKind {
  /** Any text that is not blank. */
  TEXT("a text", "\\S"),
  /** A whole number. */
  INTEGER("a whole number such as 2048", "^[0-9]{1,18}$"),
  /** A number of bytes with a unit; normal form: bytes. */
  SIZE("a size with a unit such as 64MiB", "^[0-9]{1,9}(B|KiB|MiB|GiB|TiB)$"),
  /** A time with a unit; normal form: milliseconds. */
  DURATION("a time with a unit such as 2s or 500ms", "^[0-9]{1,9}(ms|s|m|h)$"),
  /** An exact decimal number; normal form: no trailing zeros. */
  DECIMAL("a number such as 1 or 0.8", "^[0-9]{1,9}([.][0-9]{1,9})?$"),
  /** Yes or no. */
  BOOLEAN("true or false", "^(true|false)$");

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+)([A-Za-z]+)");
  private static final Map<String, Long> FACTORS =
      new TreeMap<>(
          Map.of(
              "B",
              1L,
              "KiB",
              1L << 10,
              "MiB",
              1L << 20,
              "GiB",
              1L << 30,
              "TiB",
              1L << 40,
              "ms",
              1L,
              "s",
              1_000L,
              "m",
              60_000L,
              "h",
              3_600_000L));

  private final String expected;
  private final Pattern pattern;

  ValueKind(String expected, String pattern) {
    this.expected = expected;
    this.pattern = Pattern.compile(pattern);
  }

  /** What to write, for people. */
  String expected() {
    return expected;
  }

  /** The values allowed, as a regular expression that is searched for. */
  String pattern() {
    return pattern.pattern();
  }

  boolean allows(String text) {
    return pattern.matcher(text).find();
  }

  /** The one form of all texts that mean the same. */
  String normal(String text) {
    return switch (this) {
      case TEXT -> text.strip();
      case BOOLEAN -> text;
      case INTEGER -> Long.toString(Long.parseLong(text));
      case SIZE, DURATION -> scaled(text);
      case DECIMAL -> decimal(text);
    };
  }

  private static String decimal(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String scaled(String text) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    Long factor = FACTORS.get(parts.group(2));
    if (factor == null) {
      throw new IllegalArgumentException(text);
    }
    return Long.toString(Math.multiplyExact(Long.parseLong(parts.group(1)), factor));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
