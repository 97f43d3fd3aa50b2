package org.estover.licensing.terms;

import org.estover.ledger.vault.LoggedFact;

/**
 * What the facts of one feature add up to, in log order.
 *
 * <p>A function of log and vault alone, without clock or salt, so that it can be made again for any
 * prefix of the log. Facts of other features are none of its business, and are skipped.
 */
interface FactFold {

  /** Takes the next fact of the log, whose payload may have been erased. */
  void add(LoggedFact logged);
}
