/** Readers of the kinds of sources that corpora are made of, such as Wikipedia's dumps. */
@NullMarked
package org.estover.crawl.read;

import org.jspecify.annotations.NullMarked;
