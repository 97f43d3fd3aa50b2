/**
 * Personal data in texts: where it stands, of which kind it is, and what may stand there instead.
 */
@NullMarked
package org.estover.crawl.personal;

import org.jspecify.annotations.NullMarked;
