/** Reads single public places of the web and of DNS, by the rules of the crawler. */
@NullMarked
package org.estover.crawl.place;

import org.jspecify.annotations.NullMarked;
