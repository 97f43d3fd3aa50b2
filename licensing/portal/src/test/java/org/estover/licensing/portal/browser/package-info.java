/** Tests that look at the portal as people do: with a browser. */
@NullMarked
package org.estover.licensing.portal.browser;

import org.jspecify.annotations.NullMarked;
