/** A real Spark standalone cluster on this machine, for tests. */
@NullMarked
package org.estover.jobs.cluster;

import org.jspecify.annotations.NullMarked;
