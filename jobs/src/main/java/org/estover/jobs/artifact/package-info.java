/** Artifacts of Maven repositories that a plan names: fetched, verified, with their POMs' terms. */
@NullMarked
package org.estover.jobs.artifact;

import org.jspecify.annotations.NullMarked;
