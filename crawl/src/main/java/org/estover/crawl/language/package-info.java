/** The language that a text is in. */
@NullMarked
package org.estover.crawl.language;

import org.jspecify.annotations.NullMarked;
