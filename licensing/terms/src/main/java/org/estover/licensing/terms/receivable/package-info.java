/** What developers still owe: charges beside statements, payments, and what is open. */
@NullMarked
package org.estover.licensing.terms.receivable;

import org.jspecify.annotations.NullMarked;
