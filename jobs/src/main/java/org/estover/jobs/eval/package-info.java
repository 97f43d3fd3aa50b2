/** Readers of evaluation sets, whose items training documents are compared with. */
@NullMarked
package org.estover.jobs.eval;

import org.jspecify.annotations.NullMarked;
