package org.estover.ledger.book;

import java.util.Locale;

/** How far a month of account has come. */
public enum PeriodState {
  /** Entries with an effective day in it are booked in it. */
  OPEN,
  /** A fact closed it; what was booked in it never changes again. */
  CLOSED,
  /** It is closed, and an entry recorded after that has an effective day in it. */
  RESTATED;

  /** The word that the index and commands use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
