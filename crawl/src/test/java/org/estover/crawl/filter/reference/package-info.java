/** Slow, literal transcriptions of rules, to check the fast code against. */
@NullMarked
package org.estover.crawl.filter.reference;

import org.jspecify.annotations.NullMarked;
