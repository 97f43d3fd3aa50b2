/** Ids that follow from what they name, names fit to be shown, and how files are signed. */
@NullMarked
package org.estover.licensing.terms.identity;

import org.jspecify.annotations.NullMarked;
