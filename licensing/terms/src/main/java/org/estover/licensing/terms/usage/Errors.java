package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badTokens(long tokens) {
    return new IllegalArgumentException(
        "a usage line of " + tokens + " tokens: expected at least one");
  }

  static IllegalArgumentException badShape(long steps, int sequencesPerStep) {
    return new IllegalArgumentException(
        "a training run of "
            + steps
            + " steps of "
            + sequencesPerStep
            + " sequences reads nothing: expected at least one of each");
  }

  static IllegalArgumentException noName() {
    return new IllegalArgumentException(
        "a training run needs a name, which tells it apart from others under its grant");
  }

  static IllegalArgumentException badWeight(BigInteger weight) {
    return new IllegalArgumentException(
        "a rights holder with the weight " + weight + ": expected one above zero");
  }

  static IllegalArgumentException badTrainedData(
      BigInteger sum, BigInteger total, Ratio trustShare) {
    return new IllegalArgumentException(
        "weights that sum to "
            + sum
            + " with a total of "
            + total
            + ", and "
            + trustShare.percent()
            + " from the trust: expected the sum, and 0% to 100%");
  }

  static IllegalArgumentException badForeignTokens(long tokens) {
    return new IllegalArgumentException(
        tokens + " tokens of other data than the trust's: expected 0 or more");
  }

  static IllegalArgumentException noModelName() {
    return new IllegalArgumentException(
        "a model needs a name, which tells it apart from others of its developer");
  }

  static IllegalArgumentException noDeploymentName() {
    return new IllegalArgumentException(
        "a deployment needs a name, which tells it apart from others of its model");
  }

  static IllegalArgumentException modelOfNothing(String name) {
    return new IllegalArgumentException(
        "model \""
            + name
            + "\" was made by no training run and from no other model: name one of them, or both");
  }

  static IllegalArgumentException badInherit(Ratio inherit, boolean root, boolean trained) {
    String expected =
        root
            ? "a model without a parent inherits nothing"
            : trained
                ? "expected more than nothing and less than all, as the rest is its own training's"
                : "expected more than nothing, and all at most";
    return new IllegalArgumentException("a model that inherits " + inherit + ": " + expected);
  }
}
