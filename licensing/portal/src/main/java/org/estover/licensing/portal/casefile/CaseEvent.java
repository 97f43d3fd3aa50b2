package org.estover.licensing.portal.casefile;

import java.time.Instant;

/**
 * Something that happened in a case.
 *
 * @param at when
 * @param kind what, in a word: filed, checked, message, corrected, withdrawn, decided
 * @param author {@code filer} or {@code trust}
 * @param words what was said
 * @param logIndex the log entry of it, or -1
 */
public record CaseEvent(Instant at, String kind, String author, String words, long logIndex) {

  /** Who files cases. */
  public static final String FILER = "filer";

  /** Who decides them. */
  public static final String TRUST = "trust";

  /** An event without a log entry. */
  public static CaseEvent of(Instant at, String kind, String author, String words) {
    return new CaseEvent(at, kind, author, words, -1);
  }

  /** Whether the log has an entry of it. */
  public boolean isLogged() {
    return logIndex >= 0;
  }
}
