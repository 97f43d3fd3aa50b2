package org.estover.licensing.terms.agreement;

import java.util.Locale;

/**
 * How well it is shown that a training read what its developer says; each level holds what those
 * before it do, and a rate card can price it.
 */
public enum VerificationLevel {
  /** The developer says so. */
  L0,
  /** The developer signed what it says, with a key that the trust knows. */
  L1,
  /** It is signed, and the digests that the trainer logged are those of the release's batches. */
  L2;

  /** The level as ledger and rate cards write it: {@code l0}, {@code l1} or {@code l2}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The lower of two levels: what is said of two things is as good as the worse of them. */
  public VerificationLevel and(VerificationLevel other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /**
   * The level of that word.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public static VerificationLevel of(String word) {
    for (VerificationLevel level : values()) {
      if (level.word().equals(word)) {
        return level;
      }
    }
    throw Errors.unknownLevel(word);
  }
}
