/** A run of the corridor: its plan, its folder with stage outputs and marks, its reports. */
@NullMarked
package org.estover.jobs.run;

import org.jspecify.annotations.NullMarked;
