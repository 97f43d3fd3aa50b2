/** Who asks, what each route allows, and whose each thing is. */
@NullMarked
package org.estover.licensing.portal.access;

import org.jspecify.annotations.NullMarked;
