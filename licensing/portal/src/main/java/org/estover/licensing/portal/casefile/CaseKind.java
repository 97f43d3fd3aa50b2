package org.estover.licensing.portal.casefile;

import java.util.Arrays;
import java.util.Locale;

/** What a case is about, and in how many days the trust decides it. */
public enum CaseKind {
  /** Somebody says that documents are theirs. */
  CLAIM(30),
  /** Somebody wants documents out. */
  OPT_OUT(14),
  /** Somebody contests a claim. */
  DISPUTE(60),
  /** Somebody says that something is recorded wrongly. */
  CORRECTION(14);

  private final int days;

  CaseKind(int days) {
    this.days = days;
  }

  /** Days from filing to decision. */
  public int days() {
    return days;
  }

  /** The kind in a word, as the database and the texts have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static CaseKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of case: " + word));
  }
}
