/** Statements with the reason of every amount, and what rights holders earned. */
@NullMarked
package org.estover.licensing.portal.statement;

import org.jspecify.annotations.NullMarked;
