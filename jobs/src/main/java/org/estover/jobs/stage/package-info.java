/** The stages of the corridor, each of which reads the folders before its own and writes one. */
@NullMarked
package org.estover.jobs.stage;

import org.jspecify.annotations.NullMarked;
