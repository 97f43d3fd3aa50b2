/** Exact search for any bytes in the text of a release's shards. */
@NullMarked
package org.estover.tokenize.text;

import org.jspecify.annotations.NullMarked;
