/** The identity of a document: one text with its provenance. */
@NullMarked
package org.estover.crawl.document;

import org.jspecify.annotations.NullMarked;
