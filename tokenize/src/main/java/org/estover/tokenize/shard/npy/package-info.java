/** Arrays in numpy's {@code .npy} files: the caches of trainers, and matrices of tokens. */
@NullMarked
package org.estover.tokenize.shard.npy;

import org.jspecify.annotations.NullMarked;
