/** The components of a corpus, and readers that turn their files into items. */
@NullMarked
package org.estover.crawl.source;

import org.jspecify.annotations.NullMarked;
