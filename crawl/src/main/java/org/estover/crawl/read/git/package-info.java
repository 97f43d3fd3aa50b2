/** The reader of git repositories. */
@NullMarked
package org.estover.crawl.read.git;

import org.jspecify.annotations.NullMarked;
