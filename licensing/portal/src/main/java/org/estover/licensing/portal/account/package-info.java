/** Accounts, how they sign in, and the tokens of programs. */
@NullMarked
package org.estover.licensing.portal.account;

import org.jspecify.annotations.NullMarked;
