/** The portal's own database: accounts, drafts, cases; nothing that the ledger holds. */
@NullMarked
package org.estover.licensing.portal.store;

import org.jspecify.annotations.NullMarked;
