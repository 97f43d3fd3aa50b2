/** The seeded map between training steps and the sequences of a release. */
@NullMarked
package org.estover.tokenize.order;

import org.jspecify.annotations.NullMarked;
