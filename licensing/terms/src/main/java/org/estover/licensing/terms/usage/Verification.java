package org.estover.licensing.terms.usage;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A check of what a developer shows about a training run.
 *
 * @param trainingRunId the training run
 * @param level what it would show
 * @param passed whether it does
 * @param evidenceSha256 SHA-256 of what was shown
 * @param finding what was found, in words
 */
public record Verification(
    String trainingRunId,
    VerificationLevel level,
    boolean passed,
    String evidenceSha256,
    String finding) {

  private static final String FINDING = "finding";

  /**
   * The id, which follows from training run, level, evidence and outcome: what failed can pass
   * later, when the signer's key is known.
   */
  public String id() {
    return ContentId.of(
        "ver",
        Map.of(
            "trainingRun",
            trainingRunId,
            "level",
            level.word(),
            "evidence",
            evidenceSha256,
            "outcome",
            outcome()));
  }

  /** The outcome as the log writes it. */
  public String outcome() {
    return passed ? "passed" : "failed";
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of(FINDING, finding));
  }

  /** The finding that {@link #toJson} wrote. */
  public static String finding(JsonObject json) {
    return json.text(FINDING);
  }
}
