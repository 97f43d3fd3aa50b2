/** The trust as the portal asks it and writes to it. */
@NullMarked
package org.estover.licensing.portal.desk;

import org.jspecify.annotations.NullMarked;
