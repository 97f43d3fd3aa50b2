/** Who deals with the trust, under pseudonymous ids. */
@NullMarked
package org.estover.licensing.terms.party;

import org.jspecify.annotations.NullMarked;
