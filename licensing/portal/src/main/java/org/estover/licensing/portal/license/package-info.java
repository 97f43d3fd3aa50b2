/** Offers, requests, agreements and grants, and what is reported under them. */
@NullMarked
package org.estover.licensing.portal.license;

import org.jspecify.annotations.NullMarked;
