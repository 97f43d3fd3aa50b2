/**
 * Hands out the files of releases: who may, by which links, masked, by ranges, and who read what.
 */
@NullMarked
package org.estover.licensing.portal.download;

import org.jspecify.annotations.NullMarked;
