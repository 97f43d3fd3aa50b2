package org.estover.licensing.portal.access;

import java.util.Optional;

/** Says who asks by a token. */
@FunctionalInterface
public interface TokenReader {

  /** Whose a token is, or nothing where it is unknown, changed, expired or revoked. */
  Optional<Visitor> visitor(String token);
}
