/**
 * Answers to "is it in there, why, and who read it": by address, site, document, digest or words.
 */
@NullMarked
package org.estover.licensing.portal.lookup;

import org.jspecify.annotations.NullMarked;
