/** Training runs down to the documents that a step read, and the models they made. */
@NullMarked
package org.estover.licensing.portal.trainingrun;

import org.jspecify.annotations.NullMarked;
