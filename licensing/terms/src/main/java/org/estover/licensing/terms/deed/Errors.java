package org.estover.licensing.terms.deed;

import java.util.List;
import org.estover.licensing.terms.agreement.Ratio;

/** The wording of this package's refusals. */
final class Errors {

  private Errors() {}

  static IllegalArgumentException noShare(String owner) {
    return new IllegalArgumentException(
        "co-owner \""
            + owner
            + "\" needs a name and a share above zero: leave the owner out, or give both");
  }

  static IllegalArgumentException namedTwice(List<String> owners) {
    return new IllegalArgumentException(
        "co-owners " + owners + ": one is named twice; give each one share");
  }

  static IllegalArgumentException notTheWhole(Ratio sum) {
    return new IllegalArgumentException(
        "the co-owners' shares sum to " + sum + " (" + sum.percent() + "): expected exactly 100%");
  }

  static IllegalArgumentException noSurvivor(String survivor) {
    return new IllegalArgumentException(
        "a group of duplicates whose first member is not the survivor " + survivor);
  }

  static IllegalArgumentException unknownPolicy(String word, List<String> known) {
    return new IllegalArgumentException(
        "\"" + word + "\" is no policy for duplicates: expected one of " + known);
  }

  static IllegalArgumentException badRepetition(String documentId, long tokens, long fresh) {
    return new IllegalArgumentException(
        documentId + ": " + fresh + " of " + tokens + " tokens are new: expected 1 to all of them");
  }
}
