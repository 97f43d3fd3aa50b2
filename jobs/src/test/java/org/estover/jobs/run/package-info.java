/** Tests of plans, run folders and reports. */
@NullMarked
package org.estover.jobs.run;

import org.jspecify.annotations.NullMarked;
