/** Training runs and the tokens they read, computed from the order of a release. */
@NullMarked
package org.estover.licensing.terms.usage;

import org.jspecify.annotations.NullMarked;
