package org.estover.licensing.terms;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.estover.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What the services of a trust share: its ledger, its releases, and the register of its facts.
 *
 * <p>The register is read up to the log's end each time it is asked for; only facts that are new
 * are read. Registers of earlier prefixes move forward, so that asking for them in log order reads
 * the log once. Not thread-safe.
 */
final class TrustState {

  private final Ledger ledger;
  private final ReleaseStore releases;

  /**
   * A month's first statements and its revised ones are two walks over the log when one month
   * follows the other; each keeps a prefix of its own.
   */
  private static final int PREFIXES = 2;

  private final NavigableMap<Long, Register> prefixes = new TreeMap<>();
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
    forgetErased();
    Register known = register;
    // A fact that cannot be read leaves none half taken.
    register = null;
    Register followed = known == null ? new Register() : known;
    followed.follow(ledger);
    register = followed;
    return followed;
  }

  /**
   * The register of the log's first entries, to be used before another one is asked for. Time grows
   * with the entries since the nearest one before that is kept, or since the log's start.
   */
  Register prefix(long logSize) throws IOException {
    Register whole = register();
    Map.Entry<Long, Register> before = prefixes.floorEntry(logSize);
    if (before == null && prefixes.size() == PREFIXES) {
      prefixes.pollLastEntry();
    }
    Register prefix =
        before == null ? Register.toComputeAgain(whole.statements) : before.getValue();
    // A fact that cannot be read leaves none half taken.
    prefixes.values().remove(prefix);
    prefix.follow(ledger, logSize);
    prefixes.put(logSize, prefix);
    return prefix;
  }

  /** What was erased must not be known any longer. */
  private void forgetErased() {
    if (erasures != ledger.erasures()) {
      register = null;
      prefixes.clear();
      erasures = ledger.erasures();
    }
  }
}
