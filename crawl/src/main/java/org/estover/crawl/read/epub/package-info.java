/** The reader of EPUB books. */
@NullMarked
package org.estover.crawl.read.epub;

import org.jspecify.annotations.NullMarked;
