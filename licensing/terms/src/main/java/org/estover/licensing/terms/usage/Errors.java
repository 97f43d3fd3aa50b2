package org.estover.licensing.terms.usage;

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
}
