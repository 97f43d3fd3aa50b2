/** What revenue was reported and what follows to be paid. */
@NullMarked
package org.estover.licensing.terms.obligation;

import org.jspecify.annotations.NullMarked;
