/** Offers, signed agreements, grants and the exact arithmetic of their terms. */
@NullMarked
package org.estover.licensing.terms.agreement;

import org.jspecify.annotations.NullMarked;
