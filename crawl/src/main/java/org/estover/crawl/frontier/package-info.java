/**
 * Which pages a crawl visits and what became of them, kept on the disk so that a kill loses
 * nothing.
 */
@NullMarked
package org.estover.crawl.frontier;

import org.jspecify.annotations.NullMarked;
