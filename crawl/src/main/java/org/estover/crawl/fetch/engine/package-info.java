/** The crawl engine: crawler4j's threads and page cycle with our frontier, fetcher and rules. */
@NullMarked
package org.estover.crawl.fetch.engine;

import org.jspecify.annotations.NullMarked;
