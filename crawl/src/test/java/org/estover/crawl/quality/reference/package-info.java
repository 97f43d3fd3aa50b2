/** fastText's predictions written down step by step, slow and plain. */
@NullMarked
package org.estover.crawl.quality.reference;

import org.jspecify.annotations.NullMarked;
