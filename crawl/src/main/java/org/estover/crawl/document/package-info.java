/** The identity of a document, one text with its provenance, and of the page it came from. */
@NullMarked
package org.estover.crawl.document;

import org.jspecify.annotations.NullMarked;
