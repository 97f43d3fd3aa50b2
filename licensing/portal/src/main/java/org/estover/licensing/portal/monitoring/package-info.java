/** Watches what happens for what should not: rules over events, and alerts. */
@NullMarked
package org.estover.licensing.portal.monitoring;

import org.jspecify.annotations.NullMarked;
