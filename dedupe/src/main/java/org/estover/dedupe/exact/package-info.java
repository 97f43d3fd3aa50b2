/** Equal texts: a key that two documents share when they say the same. */
@NullMarked
package org.estover.dedupe.exact;

import org.jspecify.annotations.NullMarked;
