/** Repeated passages: windows of bytes that occur twice in a corpus, and what is cut for them. */
@NullMarked
package org.estover.dedupe.span;

import org.jspecify.annotations.NullMarked;
