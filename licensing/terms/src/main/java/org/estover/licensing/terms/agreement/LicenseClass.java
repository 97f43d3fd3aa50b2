package org.estover.licensing.terms.agreement;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Kinds of licenses, by what they leave out and ask for; slices of releases are cut by them. */
public enum LicenseClass {
  /** All uses by all, and nothing asked for. */
  PUBLIC_DOMAIN("public-domain"),
  /** All uses by all who name the author. */
  ATTRIBUTION("attribution"),
  /** All uses by all who give on under the same license. */
  SHARE_ALIKE("share-alike"),
  /** No changed copies. */
  NO_DERIVATIVES("no-derivatives"),
  /** Not for every class of developers. */
  NON_COMMERCIAL("non-commercial"),
  /** No license is stated, or none that is known here: training at most. */
  UNSTATED("unstated"),
  /** Rights are reserved. */
  RESERVED("reserved");

  private final String word;

  LicenseClass(String word) {
    this.word = word;
  }

  /** The class as slices write it. */
  public String word() {
    return word;
  }

  /**
   * The class of that word.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public static LicenseClass of(String word) {
    for (LicenseClass each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw Errors.unknownLicenseClass(
        word, Arrays.stream(values()).map(LicenseClass::word).collect(Collectors.joining(", ")));
  }
}
