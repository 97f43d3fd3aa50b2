/** The wizards by which anybody claims, opts out, contests or corrects, a question a page. */
@NullMarked
package org.estover.licensing.portal.claim;

import org.jspecify.annotations.NullMarked;
