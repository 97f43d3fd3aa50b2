/** The operators' desk: what waits, what is proposed, and what a second operator confirms. */
@NullMarked
package org.estover.licensing.portal.operator;

import org.jspecify.annotations.NullMarked;
