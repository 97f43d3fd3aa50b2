package org.estover.licensing.terms.summary;

import java.util.Locale;

/**
 * What a summary says in one field.
 *
 * @param text in plain words; of what is missing, what to state
 * @param origin where it comes from
 */
public record EuAnswer(String text, Origin origin) {

  /** Where an answer comes from. */
  public enum Origin {
    /** From the release, its order and the ledger. */
    COMPUTED,
    /** From what the provider states, whom nobody checked. */
    STATED,
    /** Only the provider knows, and has not said. */
    MISSING;

    /** The origin in a word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
