/** Pages of what was published: releases, what is in them, how they came about, how they differ. */
@NullMarked
package org.estover.licensing.portal.release;

import org.jspecify.annotations.NullMarked;
