/** Speaks Hugging Face's protocol for reading data sets, so that its loaders are clients. */
@NullMarked
package org.estover.licensing.portal.hub;

import org.jspecify.annotations.NullMarked;
