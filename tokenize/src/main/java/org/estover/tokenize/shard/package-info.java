/** Token files that trainers read: Megatron's {@code .bin} and {@code .idx} pair. */
@NullMarked
package org.estover.tokenize.shard;

import org.jspecify.annotations.NullMarked;
