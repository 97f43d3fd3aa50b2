/** Tests of the demo's sites. */
@NullMarked
package org.estover.jobs.demo;

import org.jspecify.annotations.NullMarked;
