/** From a payload to the text that is in it. */
@NullMarked
package org.estover.crawl.extract;

import org.jspecify.annotations.NullMarked;
