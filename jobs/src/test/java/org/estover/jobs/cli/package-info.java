/** Tests of the command line. */
@NullMarked
package org.estover.jobs.cli;

import org.jspecify.annotations.NullMarked;
