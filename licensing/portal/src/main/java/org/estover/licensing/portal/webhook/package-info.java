/** Tells programs of events that concern them, at least once, signed. */
@NullMarked
package org.estover.licensing.portal.webhook;

import org.jspecify.annotations.NullMarked;
