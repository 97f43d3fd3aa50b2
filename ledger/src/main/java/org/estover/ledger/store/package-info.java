/** The index: a database derived from log and vault, droppable and rebuilt at will. */
@NullMarked
package org.estover.ledger.store;

import org.jspecify.annotations.NullMarked;
