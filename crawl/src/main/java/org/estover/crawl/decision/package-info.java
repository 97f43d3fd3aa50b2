/** Decisions about pages, derived from what was observed and so made again at any time. */
@NullMarked
package org.estover.crawl.decision;

import org.jspecify.annotations.NullMarked;
