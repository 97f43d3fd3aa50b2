/** What the portal tells machines about the use of its pages and of the corpus. */
@NullMarked
package org.estover.licensing.portal.rsl;

import org.jspecify.annotations.NullMarked;
