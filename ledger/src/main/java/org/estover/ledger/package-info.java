/**
 * The trust's ledger: facts nobody can rewrite, payloads that can be erased, and books that
 * balance.
 */
@NullMarked
package org.estover.ledger;

import org.jspecify.annotations.NullMarked;
