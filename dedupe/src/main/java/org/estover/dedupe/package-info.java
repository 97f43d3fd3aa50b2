/** Finding documents that say the same thing twice. */
@NullMarked
package org.estover.dedupe;

import org.jspecify.annotations.NullMarked;
