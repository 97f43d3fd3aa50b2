package org.estover.licensing.terms.certificate;

import java.util.Locale;

/** How a certificate stands on a day; the first that is true counts. */
public enum CertificateState {
  /** The trust took it back. */
  REVOKED("the trust took it back"),
  /** The day is after its last one, or after the last one of its agreement. */
  EXPIRED("its last day, or that of its agreement, is over"),
  /** The day is before its first one. */
  PENDING("its first day is still to come"),
  /**
   * Something of the release that was trained on was taken down, and the developer has not said
   * that it acted on it.
   */
  STALE("something that it was trained on was taken down, and the developer has not acted on it"),
  /** None of these. */
  VALID("it holds");

  private final String meaning;

  CertificateState(String meaning) {
    this.meaning = meaning;
  }

  /** The word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same in a sentence. */
  public String meaning() {
    return meaning;
  }
}
