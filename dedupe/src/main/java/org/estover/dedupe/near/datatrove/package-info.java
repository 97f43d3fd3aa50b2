/**
 * Signatures of near-duplicate search that equal those of datatrove bit for bit, so that a corpus
 * built there can be continued here.
 */
@NullMarked
package org.estover.dedupe.near.datatrove;

import org.jspecify.annotations.NullMarked;
