@NullMarked
package org.estover.crawl.place;

import org.jspecify.annotations.NullMarked;
