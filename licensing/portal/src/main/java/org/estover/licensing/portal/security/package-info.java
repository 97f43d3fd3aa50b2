/** What holds for every request: sessions, tokens, headers, limits, and how refusals look. */
@NullMarked
package org.estover.licensing.portal.security;

import org.jspecify.annotations.NullMarked;
