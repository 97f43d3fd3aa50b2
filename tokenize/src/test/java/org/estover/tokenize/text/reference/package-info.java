/** Searching and sorting by the definition, slowly. */
@NullMarked
package org.estover.tokenize.text.reference;

import org.jspecify.annotations.NullMarked;
