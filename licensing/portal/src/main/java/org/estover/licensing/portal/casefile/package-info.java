/** The cases of people without an account: their receipts, timelines, messages and decisions. */
@NullMarked
package org.estover.licensing.portal.casefile;

import org.jspecify.annotations.NullMarked;
