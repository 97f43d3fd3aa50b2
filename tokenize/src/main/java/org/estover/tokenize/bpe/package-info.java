/** Byte-level BPE: text to token ids and back. */
@NullMarked
package org.estover.tokenize.bpe;

import org.jspecify.annotations.NullMarked;
