package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.List;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;

/** The wording of what claims and disputes refuse. */
final class ClaimErrors {

  private static final int NAMED_AT_MOST = 5;

  private ClaimErrors() {}

  static TermsRefusedException notPending(Claim claim, ClaimState state) {
    return new TermsRefusedException(
        "claim "
            + claim.id()
            + " to "
            + claim.scope()
            + " is "
            + state.word()
            + ", and only a pending claim can be decided: "
            + (state == ClaimState.GRANTED
                ? "contest it (\"estover claim dispute\")"
                : "file it again"));
  }

  static TermsRefusedException overclaimed(Claim claim, List<Claim> others) {
    String those =
        String.join(
            ", ",
            others.stream()
                .limit(NAMED_AT_MOST)
                .map(
                    other -> other.id() + " to " + other.share().percent() + " of " + other.scope())
                .toList());
    return new TermsRefusedException(
        "claim "
            + claim.id()
            + " to "
            + claim.share().percent()
            + " of "
            + claim.scope()
            + " would make more than the whole with "
            + those
            + (others.size() > NAMED_AT_MOST ? ", ... (" + others.size() + " in all)" : "")
            + ": contest what is wrong there (\"estover claim dispute\"), or claim a smaller share;"
            + " it expires if that is not settled");
  }

  static TermsRefusedException contested(Claim claim, List<String> disputes) {
    return new TermsRefusedException(
        "claim "
            + claim.id()
            + " is contested by "
            + String.join(", ", disputes)
            + ": resolve that first (\"estover claim resolve\")");
  }

  static TermsRefusedException nothingToContest(Claim claim, ClaimState state) {
    return new TermsRefusedException(
        "claim "
            + claim.id()
            + " is "
            + state.word()
            + ": there is nothing to contest, since it gets nothing");
  }

  static TermsRefusedException resolved(String disputeId, String outcome, String asked) {
    return new TermsRefusedException(
        "dispute "
            + disputeId
            + " was resolved as "
            + outcome
            + ", and this says "
            + asked
            + ": open another one, or repeat what was decided");
  }

  static TermsRefusedException exceptWithout(String outcome, boolean any) {
    return new TermsRefusedException(
        any
            ? "a dispute that is "
                + outcome
                + " takes no part out of a claim: leave the parts out, or say partially-upheld"
            : "a dispute is partially upheld by what it takes out of the claim: name the parts");
  }

  static TermsRefusedException notAPart(ClaimScope part, Claim claim) {
    return new TermsRefusedException(
        part + " is no part of " + claim.scope() + ", which claim " + claim.id() + " is about");
  }

  static TermsRefusedException ownClaim(Claim claim) {
    return new TermsRefusedException(
        "claim " + claim.id() + " is the objector's own: withdraw it instead");
  }

  static TermsRefusedException otherDispute(String disputeId) {
    return new TermsRefusedException(
        "dispute "
            + disputeId
            + " of the same objector and day was opened on another ground: repeat that one");
  }

  static TermsRefusedException otherResolution(String resolutionId, String through) {
    return new TermsRefusedException(
        "resolution "
            + resolutionId
            + " was recorded with another text, through "
            + through
            + ": repeat it, or choose another day");
  }

  static TermsRefusedException beforeFiling(Claim claim, LocalDate day) {
    return new TermsRefusedException(
        "claim "
            + claim.id()
            + " was filed on "
            + claim.filed()
            + ", after "
            + day
            + ": choose a later day");
  }
}
