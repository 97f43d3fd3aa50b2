/** Tests of artifacts and their POMs. */
@NullMarked
package org.estover.jobs.artifact;

import org.jspecify.annotations.NullMarked;
