/** Ids that follow from what they name, and names fit to be shown. */
@NullMarked
package org.estover.licensing.terms.identity;

import org.jspecify.annotations.NullMarked;
