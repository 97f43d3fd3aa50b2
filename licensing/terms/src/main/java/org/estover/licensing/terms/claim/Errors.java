package org.estover.licensing.terms.claim;

import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException badScope(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" cannot be claimed: expected a host such as example.org, which stands for all"
            + " below it, or a host and a path such as example.org/authors/ada");
  }

  static IllegalArgumentException badShare(Ratio share) {
    return new IllegalArgumentException(
        "a claim to " + share.percent() + " of documents: expected more than 0% and at most 100%");
  }

  static IllegalArgumentException outside(ClaimScope except, ClaimScope scope) {
    return new IllegalArgumentException(
        except + " is not a part of " + scope + ": nothing can be taken out of it there");
  }
}
