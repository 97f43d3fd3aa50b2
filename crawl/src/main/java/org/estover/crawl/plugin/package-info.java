/** Parts of a user's own that plug in: they are found by Java's ServiceLoader. */
@NullMarked
package org.estover.crawl.plugin;

import org.jspecify.annotations.NullMarked;
