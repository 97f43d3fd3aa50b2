/** Overlap of documents with evaluation sets: which document holds which part of which item. */
@NullMarked
package org.estover.dedupe.overlap;

import org.jspecify.annotations.NullMarked;
