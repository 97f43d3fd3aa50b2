package org.estover.licensing.portal.download;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param from the first byte
 * @param to the byte behind the last one
 */
record ByteRange(long from, long to) {
  private static final Pattern SPEC = Pattern.compile("(\\d*)-(\\d*)");

  /** More digits than any file's size has. */
  private static final int MOST_DIGITS = 18;

  /** A range that no answer has: outside of the file, or one of several. */
  private static final ByteRange NONE = new ByteRange(0, 0);

  /** Whether it cannot be answered. */
  boolean isNone() {
    return from >= to;
  }

  /** How many bytes it has. */
  long size() {
    return to - from;
  }

  /**
   * Reads a {@code Range} header (RFC 9110, section 14.2).
   *
   * @return empty where the header is to be ignored, one that {@link #isNone()} where it asks for
   *     nothing of the file or for several ranges at once, which would have to be sent as parts
   */
  static Optional<ByteRange> of(String header, long size) {
    int equals = header.indexOf('=');
    if (equals < 0 || !header.substring(0, equals).toLowerCase(Locale.ROOT).equals("bytes")) {
      return Optional.empty();
    }
    List<String> specs =
        Arrays.stream(header.substring(equals + 1).split(",", -1))
            .map(String::strip)
            .filter(spec -> !spec.isEmpty())
            .toList();
    if (specs.isEmpty() || !specs.stream().allMatch(ByteRange::isSpec)) {
      return Optional.empty();
    }
    return Optional.of(specs.size() > 1 ? NONE : one(specs.get(0), size));
  }

  private static boolean isSpec(String spec) {
    Matcher parts = SPEC.matcher(spec);
    if (!parts.matches() || spec.equals("-")) {
      return false;
    }
    return parts.group(1).isEmpty()
        || parts.group(2).isEmpty()
        || number(parts.group(1)) <= number(parts.group(2));
  }

  private static ByteRange one(String spec, long size) {
    Matcher parts = SPEC.matcher(spec);
    if (!parts.matches()) {
      throw new AssertionError(spec);
    }
    if (parts.group(1).isEmpty()) {
      long last = Math.min(number(parts.group(2)), size);
      return new ByteRange(size - last, size);
    }
    long from = number(parts.group(1));
    long to = parts.group(2).isEmpty() ? size : Math.min(size - 1, number(parts.group(2))) + 1;
    return from >= size ? NONE : new ByteRange(from, to);
  }

  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
