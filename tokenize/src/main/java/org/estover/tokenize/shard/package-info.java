/**
 * Token files that trainers read: Megatron's {@code .bin} and {@code .idx} pair, datatrove's and
 * OLMo's flat tokens, and MosaicML's shards. {@link org.estover.tokenize.shard.TokenItems} is what
 * they have in common, {@link org.estover.tokenize.shard.ItemTarget} how they are written.
 */
@NullMarked
package org.estover.tokenize.shard;

import org.jspecify.annotations.NullMarked;
