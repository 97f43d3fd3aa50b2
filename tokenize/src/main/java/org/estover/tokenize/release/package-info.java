/** Releases: a sealed manifest over shards, document tables and block sums, and their check. */
@NullMarked
package org.estover.tokenize.release;

import org.jspecify.annotations.NullMarked;
