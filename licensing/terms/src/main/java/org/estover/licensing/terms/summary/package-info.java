/**
 * The public summary of training content that Article 53(1)(d) of the EU's AI Act asks of providers
 * of general-purpose models.
 */
@NullMarked
package org.estover.licensing.terms.summary;

import org.jspecify.annotations.NullMarked;
