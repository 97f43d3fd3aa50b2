/** What all pages share, and the first of them. */
@NullMarked
package org.estover.licensing.portal.page;

import org.jspecify.annotations.NullMarked;
