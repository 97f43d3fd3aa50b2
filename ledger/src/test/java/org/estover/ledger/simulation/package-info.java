/** The ledger against a plain model, under seeded commands, faults of the disk and the clock. */
@NullMarked
package org.estover.ledger.simulation;

import org.jspecify.annotations.NullMarked;
