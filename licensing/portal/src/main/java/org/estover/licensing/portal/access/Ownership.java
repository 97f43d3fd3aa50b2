package org.estover.licensing.portal.access;

import java.io.IOException;

/**
 * Says whose a kind of thing is. A feature that has things of its own adds a bean of this kind;
 * exactly one answers for each kind.
 */
public interface Ownership {

  /** Whether this answers for a kind. */
  boolean answersFor(ThingKind kind);

  /** Whether a visitor may see the thing of that id; false where there is no such thing. */
  boolean isTheirs(Visitor visitor, ThingKind kind, String id) throws IOException;
}
