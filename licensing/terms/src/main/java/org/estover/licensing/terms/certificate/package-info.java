/** Certificates: what a trust says of a training run to everybody, signed and checked offline. */
@NullMarked
package org.estover.licensing.terms.certificate;

import org.jspecify.annotations.NullMarked;
