package org.estover.licensing.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementPart;
import org.estover.licensing.terms.statement.TrainedOn;

/**
 * The unclaimed line of a statement, with what charges changed of it, and the training runs that it
 * counts.
 *
 * @param modelId the model whose revenue it is a part of, or empty for all of an agreement
 * @param amount what nobody was known for
 * @param trainingRunIds whose unknown tokens it rests on
 */
record UnclaimedPart(String modelId, Money amount, List<String> trainingRunIds) {

  /**
   * The unclaimed lines of a statement. What charges on its month changed is shared by its lines as
   * they stand; no line falls below zero.
   *
   * @param charged what charges added to unclaimed money, below zero where they took some off
   */
  static List<UnclaimedPart> of(Statement statement, Money charged) {
    List<StatementPart> parts = statement.parts();
    List<Money> changes = changes(parts, charged);
    List<UnclaimedPart> all = new ArrayList<>();
    for (StatementPart part : parts) {
      Money amount = part.total(LineKind.UNCLAIMED).plus(changes.get(all.size()));
      all.add(
          new UnclaimedPart(
              part.modelId(),
              amount.isNegative() ? Money.zero(amount.currency()) : amount,
              part.trainedOn().stream().map(TrainedOn::trainingRunId).toList()));
    }
    return all;
  }

  private static List<Money> changes(List<StatementPart> parts, Money charged) {
    List<BigInteger> weights = new ArrayList<>();
    for (StatementPart part : parts) {
      weights.add(BigInteger.valueOf(part.total(LineKind.UNCLAIMED).minorUnits()));
    }
    if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
      weights.replaceAll(weight -> BigInteger.ONE);
    }
    return Allotment.split(charged, weights);
  }
}
