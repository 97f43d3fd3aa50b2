package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How much of what was refused is written down: who is refused without end must not fill the disk
 * and the ledger with it.
 */
public interface RecordLimit {
  /** Whether one more refusal of the network that a request comes from is; counts it. */
  boolean takesFrom(HttpServletRequest request);
}
