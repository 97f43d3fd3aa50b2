/** Deduplication of files without a run: documents in, what stays and why the rest does not out. */
@NullMarked
package org.estover.jobs.dedupe;

import org.jspecify.annotations.NullMarked;
