package org.estover.licensing.terms;

import java.io.IOException;
import org.estover.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What the services of a trust share: its ledger, its releases, and the register of its facts.
 *
 * <p>The register is read up to the log's end each time it is asked for; only facts that are new
 * are read. Not thread-safe.
 */
final class TrustState {

  private final Ledger ledger;
  private final ReleaseStore releases;
  private @Nullable Register register;
  private long erasures;

  TrustState(Ledger ledger, ReleaseStore releases) {
    this.ledger = ledger;
    this.releases = releases;
  }

  Ledger ledger() {
    return ledger;
  }

  ReleaseStore releases() {
    return releases;
  }

  /** The register of the whole log. */
  Register register() throws IOException {
    // What was erased must not be known any longer.
    Register known = erasures == ledger.erasures() ? register : null;
    // A fact that cannot be read leaves none half taken.
    register = null;
    Register followed = known == null ? new Register() : known;
    followed.follow(ledger);
    erasures = ledger.erasures();
    register = followed;
    return followed;
  }
}
