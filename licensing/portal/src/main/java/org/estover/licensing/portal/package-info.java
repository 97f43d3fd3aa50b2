/**
 * The trust's web site and API, in a process of its own; it shows and does what the terms define.
 */
@NullMarked
package org.estover.licensing.portal;

import org.jspecify.annotations.NullMarked;
