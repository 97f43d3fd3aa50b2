/** The public log, shown: its entries, receipts, and the files that witnesses mirror. */
@NullMarked
package org.estover.licensing.portal.ledger;

import org.jspecify.annotations.NullMarked;
