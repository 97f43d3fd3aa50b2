/** The numbers behind the pictures of a release, each of which adds up to the unit. */
@NullMarked
package org.estover.licensing.portal.chart;

import org.jspecify.annotations.NullMarked;
