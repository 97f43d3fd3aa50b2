/** Documents taken down and what their withdrawal touches. */
@NullMarked
package org.estover.licensing.terms.withdrawal;

import org.jspecify.annotations.NullMarked;
