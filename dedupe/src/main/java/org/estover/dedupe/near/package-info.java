/** Nearly equal texts: shingles, MinHash signatures, bands and clusters. */
@NullMarked
package org.estover.dedupe.near;

import org.jspecify.annotations.NullMarked;
