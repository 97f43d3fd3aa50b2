/** Tests of tokens, order and shards. */
@NullMarked
package org.estover.tokenize;

import org.jspecify.annotations.NullMarked;
