/** Decompressed byte streams in which damage is a value with an offset. */
@NullMarked
package org.estover.crawl.stream;

import org.jspecify.annotations.NullMarked;
