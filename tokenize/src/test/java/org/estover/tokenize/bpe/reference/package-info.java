/** Slow, literal transcriptions that the fast code is compared with. */
@NullMarked
package org.estover.tokenize.bpe.reference;

import org.jspecify.annotations.NullMarked;
