package org.estover.licensing.terms.agreement;

import java.util.EnumSet;
import java.util.Set;

/** What can be done with a document, as far as licenses tell it apart. */
public enum Use {
  /** Copies are made to train on, and stay with the developer. */
  TRAINING("training"),
  /** Copies are given on. */
  REDISTRIBUTION("redistribution"),
  /** Changed copies are given on. */
  ADAPTATION("adaptation");

  private final String word;

  Use(String word) {
    this.word = word;
  }

  /** The use as offers, grants and the table of licenses write it. */
  public String word() {
    return word;
  }

  /**
   * The uses that a purpose asks for: the use of that name, or training, which is what every other
   * word is taken for.
   *
   * @param redistribution whether copies may also be given on
   */
  public static Set<Use> of(String purpose, boolean redistribution) {
    Set<Use> uses = EnumSet.noneOf(Use.class);
    for (Use use : values()) {
      if (use.word.equals(purpose)) {
        uses.add(use);
      }
    }
    if (uses.isEmpty()) {
      uses.add(TRAINING);
    }
    if (redistribution) {
      uses.add(REDISTRIBUTION);
    }
    return uses;
  }
}
