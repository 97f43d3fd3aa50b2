package org.estover.licensing.terms;

import java.io.IOException;
import java.util.List;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.deed.Credit;
import org.estover.licensing.terms.deed.NearDuplicates;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * Says whom a period's earnings are credited to: duplicates first, by the policy in force on the
 * period's last day, then co-owners.
 *
 * <p>Looks each duplicate up in the order that a training run read, once for each run.
 */
final class Crediting {

  private final Register register;
  private final ClaimTokens tokens;

  Crediting(Register register, ClaimTokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  /** The credit for what training runs read, whose weights are counts of tokens. */
  Credit of(Period period, List<TrainingRun> runs) throws IOException {
    NearDuplicates duplicates = new NearDuplicates(register.deed.policyOf(period));
    for (TrainingRun run : runs) {
      for (TwinGroup group : register.deed.twins.getOrDefault(run.releaseId(), List.of())) {
        if (duplicates.moves(group)) {
          duplicates.add(group, tokens.tokens(run, group.survivor()));
        }
      }
    }
    return duplicates.then(register.deed.credit(period));
  }
}
