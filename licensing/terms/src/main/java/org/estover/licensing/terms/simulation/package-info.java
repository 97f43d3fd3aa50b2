/** What other terms would have paid. */
@NullMarked
package org.estover.licensing.terms.simulation;

import org.jspecify.annotations.NullMarked;
