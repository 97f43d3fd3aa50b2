/** Slow, literal transcriptions of how the peers write their formats. */
@NullMarked
package org.estover.tokenize.shard.reference;

import org.jspecify.annotations.NullMarked;
