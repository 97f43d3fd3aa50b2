/**
 * The transparency log: facts as canonical bytes in a Merkle tree of C2SP tiles under signed
 * checkpoints.
 */
@NullMarked
package org.estover.ledger.log;

import org.jspecify.annotations.NullMarked;
