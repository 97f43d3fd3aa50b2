/** Re-derives everything a ledger claims and names what does not hold. */
@NullMarked
package org.estover.ledger.audit;

import org.jspecify.annotations.NullMarked;
