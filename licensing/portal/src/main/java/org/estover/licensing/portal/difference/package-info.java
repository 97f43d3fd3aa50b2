/** What changed from one release to another, document by document, and why. */
@NullMarked
package org.estover.licensing.portal.difference;

import org.jspecify.annotations.NullMarked;
