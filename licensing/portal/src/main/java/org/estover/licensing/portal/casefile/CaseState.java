package org.estover.licensing.portal.casefile;

import java.util.Locale;

/** How far a case is. */
public enum CaseState {
  /** The trust has to decide. */
  OPEN,
  /** The trust has decided. */
  DECIDED,
  /** Who filed it took it back. */
  WITHDRAWN;

  /** The state in a word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
