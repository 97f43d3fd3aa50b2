package org.estover.licensing.terms.claim;

import java.util.Locale;

/** How far a claim is. */
public enum ClaimState {
  /** Filed, and nothing decided: no money moves. */
  PENDING,
  /** Found right: its money is the claimant's. */
  GRANTED,
  /** Found wrong. */
  REFUSED,
  /** Not shown to be right in time. */
  EXPIRED,
  /** Taken back by the claimant. */
  WITHDRAWN,
  /** Granted first, and found wrong in a dispute: its money waits for somebody again. */
  SET_ASIDE;

  /** The state as commands say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
