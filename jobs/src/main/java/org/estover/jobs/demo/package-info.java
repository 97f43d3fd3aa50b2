/** The demo: a small web on this machine and the walk through the whole corridor. */
@NullMarked
package org.estover.jobs.demo;

import org.jspecify.annotations.NullMarked;
