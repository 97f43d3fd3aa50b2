package org.estover.licensing.terms;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.deed.Credit;
import org.estover.licensing.terms.deed.Originality;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * Says whom a period's earnings are credited to: what documents say again is taken away, duplicates
 * go by the policy in force on the period's last day, and co-owners share.
 *
 * <p>Looks each such document up in the order that a training run read, once for each run.
 */
final class Crediting {

  private final Register register;
  private final CreditedTokens tokens;

  Crediting(Register register, CreditedTokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  /** The credit for what training runs read, whose weights are counts of tokens. */
  Credit of(Period period, List<TrainingRun> runs) throws IOException {
    return originality(period, runs).then(register.deed.credit(period));
  }

  /**
   * The weights of those to whom each training run's tokens are credited, by its id, before
   * co-owners share: what a model inherits from.
   */
  Map<String, SortedMap<String, BigInteger>> byRun(Period period, List<TrainingRun> runs)
      throws IOException {
    Map<String, SortedMap<String, BigInteger>> credited = new HashMap<>();
    for (TrainingRun run : runs) {
      // Many models of a tree rest on one training run.
      String key = run.id() + " " + register.deed.policyOf(period);
      SortedMap<String, BigInteger> weights = tokens.credited.get(key);
      if (weights == null) {
        weights = originality(period, List.of(run)).payees(run.usage().weights());
        tokens.credited.put(key, weights);
      }
      credited.put(run.id(), weights);
    }
    return credited;
  }

  private Originality originality(Period period, List<TrainingRun> runs) throws IOException {
    Originality originality = new Originality(register.deed.policyOf(period));
    for (TrainingRun run : runs) {
      for (Repetition repetition : tokens.repeated(run.releaseId()).values()) {
        originality.repeated(repetition.holder(), tokens.repeated(run, repetition));
      }
      for (TwinGroup group : register.deed.twins.getOrDefault(run.releaseId(), List.of())) {
        if (originality.moves(group)) {
          originality.add(group, tokens.of(run, group.survivor()));
        }
      }
    }
    return originality;
  }
}
