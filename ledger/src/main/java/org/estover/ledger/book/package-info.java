/** Double entry: money, accounts, postings, journal entries and exact splits. */
@NullMarked
package org.estover.ledger.book;

import org.jspecify.annotations.NullMarked;
