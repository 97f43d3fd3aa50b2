/** The reader of LaTeX sources: a paper's files in, its readable text out. */
@NullMarked
package org.estover.crawl.read.latex;

import org.jspecify.annotations.NullMarked;
