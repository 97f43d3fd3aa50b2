@NullMarked
package org.estover.jobs.claim;

import org.jspecify.annotations.NullMarked;
