package org.estover.licensing.terms;

import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.TrainedOn;

/**
 * The unclaimed line of a statement and the training runs that it counts.
 *
 * @param amount what nobody was known for
 * @param trainingRunIds whose unknown tokens it rests on
 */
record UnclaimedPart(Money amount, List<String> trainingRunIds) {

  /** The unclaimed lines of a statement. */
  static List<UnclaimedPart> of(Statement statement) {
    return statement.parts().stream()
        .map(
            part ->
                new UnclaimedPart(
                    part.total(LineKind.UNCLAIMED),
                    part.trainedOn().stream().map(TrainedOn::trainingRunId).toList()))
        .toList();
  }
}
