/** Quality rules that keep or drop a text. */
@NullMarked
package org.estover.crawl.filter;

import org.jspecify.annotations.NullMarked;
