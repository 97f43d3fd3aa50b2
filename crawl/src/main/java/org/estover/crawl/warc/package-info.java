/** Captures kept in WARC and ARC files: reading, also damaged ones, writing, and their index. */
@NullMarked
package org.estover.crawl.warc;

import org.jspecify.annotations.NullMarked;
