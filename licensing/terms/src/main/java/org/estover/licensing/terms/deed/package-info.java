/** What the trust's own deed says: how amounts are split, and who is credited for a text. */
@NullMarked
package org.estover.licensing.terms.deed;

import org.jspecify.annotations.NullMarked;
