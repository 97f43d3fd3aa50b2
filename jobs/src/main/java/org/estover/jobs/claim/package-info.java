/** Looks at public places of the web and of DNS for what proves a claim. */
@NullMarked
package org.estover.jobs.claim;

import org.jspecify.annotations.NullMarked;
