package org.estover.licensing.portal.trainingrun;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.UsageLine;

/**
 * A training run with what it rests on.
 *
 * @param run it
 * @param grant what it runs under
 * @param agreement what that rests on
 */
record RunView(TrainingRun run, Grant grant, Agreement agreement) {

  /** The training run of an id, of which it is known that there is one. */
  static RunView of(TrustDesk desk, String id) throws IOException {
    return desk.read(opened -> of(opened.trust(), id));
  }

  private static RunView of(Trust trust, String id) throws IOException {
    TrainingRun run =
        trust.trainingRuns().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    Grant grant =
        trust.grants().stream().filter(g -> g.id().equals(run.grantId())).findFirst().orElseThrow();
    Optional<Agreement> agreement =
        trust.agreements().stream().filter(a -> a.id().equals(grant.agreementId())).findFirst();
    return new RunView(run, grant, agreement.orElseThrow());
  }

  /** Tokens by source. */
  public Map<String, Long> bySource() {
    return by(UsageLine::source);
  }

  /** Tokens by license; those of documents that state none under the empty text. */
  public Map<String, Long> byLicense() {
    return by(UsageLine::license);
  }

  private Map<String, Long> by(Function<UsageLine, String> key) {
    Map<String, Long> tokens = new TreeMap<>();
    run.usage().lines().forEach(line -> tokens.merge(key.apply(line), line.tokens(), Long::sum));
    return tokens;
  }
}
