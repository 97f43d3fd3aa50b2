/** What a page declares about its use, and what that means for training a model on it. */
@NullMarked
package org.estover.crawl.rights;

import org.jspecify.annotations.NullMarked;
