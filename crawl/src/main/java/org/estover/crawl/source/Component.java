package org.estover.crawl.source;

import java.util.regex.Pattern;

/**
 * What every source of a corpus has, whatever its format.
 *
 * @param name lower-case letters, digits, {@code . _ -}; at most 64 characters
 * @param weight how often the source is seen relative to its size, a decimal numeral without sign
 *     and exponent, above zero
 * @param filter the name of a filter profile, such as {@code none} or {@code gopher-quality}
 * @param license the SPDX expression asserted for records that name none, or ""
 * @param holder the rights holder asserted for records that name none, or ""
 * @param priority the rank among duplicates: of equal documents the one with the smallest stays
 * @param extractor the name of the plug-in that extracts its texts, or "" for what is shipped
 */
public record Component(
    String name,
    String weight,
    String filter,
    String license,
    String holder,
    int priority,
    String extractor) {
  /** The priority of a source whose plan names none. */
  public static final int DEFAULT_PRIORITY = 100;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern WEIGHT = Pattern.compile("(?=.*[1-9])[0-9]{1,9}(\\.[0-9]{1,9})?");

  /** What a source has whose texts are extracted as shipped. */
  public Component(
      String name, String weight, String filter, String license, String holder, int priority) {
    this(name, weight, filter, license, holder, priority, "");
  }

  public Component {
    if (!NAME.matcher(name).matches()) {
      throw Errors.badSourceName(name);
    }
    if (!WEIGHT.matcher(weight).matches()) {
      throw Errors.badWeight(name, weight);
    }
    if (priority < 0) {
      throw Errors.negativePriority(name, priority);
    }
  }
}
