/** Paying rights holders what was credited to them. */
@NullMarked
package org.estover.licensing.terms.payout;

import org.jspecify.annotations.NullMarked;
