/** Slow, literal versions of what reconstruction and its studies say, to compare with. */
@NullMarked
package org.estover.tokenize.reconstruct.reference;

import org.jspecify.annotations.NullMarked;
