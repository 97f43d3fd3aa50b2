@NullMarked
package org.estover.crawl.frontier;

import org.jspecify.annotations.NullMarked;
