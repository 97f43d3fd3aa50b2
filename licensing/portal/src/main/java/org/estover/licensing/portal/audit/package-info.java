/** The record of who did what, kept in segments whose roots enter the trust's log. */
@NullMarked
package org.estover.licensing.portal.audit;

import org.jspecify.annotations.NullMarked;
