/** What the detector computes, written down as it is defined. */
@NullMarked
package org.estover.crawl.language.reference;

import org.jspecify.annotations.NullMarked;
