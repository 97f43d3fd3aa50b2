/** Claims of rights holders to documents that nobody was known for, and what follows from them. */
@NullMarked
package org.estover.licensing.terms.claim;

import org.jspecify.annotations.NullMarked;
