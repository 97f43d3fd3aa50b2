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
        documentId
            + ": "
            + fresh
            + " of "
            + tokens
            + " tokens are new: expected 0 to all of them, of at least one");
  }

  static IllegalArgumentException countsNot(Repetition document) {
    return new IllegalArgumentException(
        document
            + ": less than a "
            + Repetition.PART_OF
            + "th is repeated or copied, which does not count: leave it out");
  }

  static IllegalArgumentException repetitionsUnsorted(String before, String after) {
    return new IllegalArgumentException(
        before + " before " + after + ": expected documents by their ids, each once");
  }

  static IllegalArgumentException comparedLessThanNone(long compared) {
    return new IllegalArgumentException(compared + " documents were compared: expected 0 or more");
  }
}
