/** Reconstruction: which documents a training step read, and in which steps a document was read. */
@NullMarked
package org.estover.tokenize.reconstruct;

import org.jspecify.annotations.NullMarked;
