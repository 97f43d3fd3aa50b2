/** Payloads that stay out of the log: content-addressed, salted, erasable. */
@NullMarked
package org.estover.ledger.vault;

import org.jspecify.annotations.NullMarked;
