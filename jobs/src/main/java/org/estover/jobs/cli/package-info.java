/** The command line: one class per command, each a thin reading of what the modules do. */
@NullMarked
package org.estover.jobs.cli;

import org.jspecify.annotations.NullMarked;
