/** Tests of the readers. */
@NullMarked
package org.estover.crawl.read;

import org.jspecify.annotations.NullMarked;
