/** The contract by which programs ask and tell the portal, version 1. */
@NullMarked
package org.estover.licensing.portal.api;

import org.jspecify.annotations.NullMarked;
