package org.estover.jobs.run;

import java.math.BigDecimal;
import java.nio.file.FileSystems;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.estover.crawl.document.PageUrl;

/** What a plan's value may look like, and its one normal form. */
enum ValueKind {
  /** Any text that is not blank. */
  TEXT("a text", "\\S"),
  /** The name of a corpus or a source, which becomes the name of a folder. */
  NAME(
      "1 to 64 lower-case letters, digits and \"-\", the first no \"-\"",
      "^[a-z0-9][a-z0-9-]{0,63}$"),
  /** Names of filter profiles, which judge one after the other. */
  PROFILES(
      "the name of a filter profile, or several such as datatrove+my-rule",
      "^[a-z0-9-]{1,64}([+][a-z0-9-]{1,64}){0,15}$"),
  /** A page of the web. */
  URL(
      "an absolute http or https URL such as https://example.org/",
      "^\\s*[Hh][Tt][Tt][Pp][Ss]?://"),
  /** A path, or a pattern of paths. */
  GLOB("a path or a glob with every [ and { closed (a name's own is written \\[ or \\{)", "\\S"),
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

  /**
   * The values allowed, as a regular expression that is searched for. It is all there is to say,
   * but for URLs and globs.
   */
  String pattern() {
    return pattern.pattern();
  }

  /** The values allowed that are not zero, as a regular expression that is searched for. */
  String patternAboveZero() {
    return pattern.pattern().replace("^", "^(?=0*[1-9])");
  }

  boolean isNumber() {
    return this == INTEGER || this == SIZE || this == DURATION || this == DECIMAL;
  }

  /** The unit that numbers in normal form have; "" if none. */
  String unit() {
    return this == SIZE ? "B" : this == DURATION ? "ms" : "";
  }

  boolean allows(String text) {
    return switch (this) {
      case TEXT -> pattern.matcher(text).find();
      case URL -> PageUrl.parse(text).isPresent();
      case GLOB -> pattern.matcher(text).find() && isGlob(text.strip());
      // A search would let a line end pass behind the pattern's own end.
      case NAME, PROFILES, INTEGER, SIZE, DURATION, DECIMAL, BOOLEAN ->
          pattern.matcher(text).matches();
    };
  }

  private static boolean isGlob(String text) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** The one form of all texts that mean the same. */
  String normal(String text) {
    return switch (this) {
      case TEXT, URL, GLOB -> text.strip();
      case NAME, PROFILES, BOOLEAN -> text;
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
