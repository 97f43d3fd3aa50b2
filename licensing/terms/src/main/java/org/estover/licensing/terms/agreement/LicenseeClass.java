package org.estover.licensing.terms.agreement;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What kind of developer signs: a price term of rate cards and a condition of offers. */
public enum LicenseeClass {
  /** Sells what it makes, and is none of the others. */
  COMMERCIAL("commercial"),
  /** A small or medium enterprise. */
  SMALL("small"),
  /** Research without commercial purpose. */
  RESEARCH("research"),
  /** A public body. */
  PUBLIC_BODY("public-body");

  private final String word;

  LicenseeClass(String word) {
    this.word = word;
  }

  /** The class as offers, agreements and rate cards write it. */
  public String word() {
    return word;
  }

  /**
   * The class of that word.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public static LicenseeClass of(String word) {
    for (LicenseeClass each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw Errors.unknownClass(
        word, Arrays.stream(values()).map(LicenseeClass::word).collect(Collectors.joining(", ")));
  }
}
