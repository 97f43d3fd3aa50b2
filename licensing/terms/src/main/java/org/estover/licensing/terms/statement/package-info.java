/** Statements: who owes what for a period, why, and how it splits to the unit. */
@NullMarked
package org.estover.licensing.terms.statement;

import org.jspecify.annotations.NullMarked;
