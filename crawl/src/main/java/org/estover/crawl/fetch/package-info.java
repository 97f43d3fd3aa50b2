/** Fetching pages from the web: scope, politeness, addresses that may be asked, and outcomes. */
@NullMarked
package org.estover.crawl.fetch;

import org.jspecify.annotations.NullMarked;
