/**
 * Learned judgements of quality: fastText's classifiers as they are, and a linear one of our own.
 */
@NullMarked
package org.estover.crawl.quality;

import org.jspecify.annotations.NullMarked;
