/** Captures kept in WARC and ARC files: reading, also damaged ones, and writing. */
@NullMarked
package org.estover.crawl.warc;

import org.jspecify.annotations.NullMarked;
