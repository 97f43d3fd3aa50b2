/** What a public data trust owes and is owed: agreements, usage, statements and withdrawals. */
@NullMarked
package org.estover.licensing.terms;

import org.jspecify.annotations.NullMarked;
