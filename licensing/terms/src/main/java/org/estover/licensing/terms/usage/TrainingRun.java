package org.estover.licensing.terms.usage;

import java.math.BigInteger;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A developer's training over the first steps of a release's order, or of one derived from it.
 *
 * @param grantId the grant it runs under
 * @param releaseId the release it reads
 * @param orderId the derived order that it reads it in, or empty for the release's own
 * @param name what the developer calls it, unique under its grant
 * @param steps how many steps it takes, from step 0
 * @param sequencesPerStep how many sequences a step reads over all ranks
 * @param usage the tokens it read, computed from the release
 * @param foreignTokens the tokens it read beside them that are not the trust's, as the developer
 *     declared
 */
public record TrainingRun(
    String grantId,
    String releaseId,
    String orderId,
    String name,
    long steps,
    int sequencesPerStep,
    Usage usage,
    long foreignTokens) {

  private static final String FOREIGN_TOKENS = "foreignTokens";

  public TrainingRun {
    if (steps < 1 || sequencesPerStep < 1) {
      throw Errors.badShape(steps, sequencesPerStep);
    }
    if (name.isBlank()) {
      throw Errors.noName();
    }
    if (foreignTokens < 0) {
      throw Errors.badForeignTokens(foreignTokens);
    }
  }

  /** A training in the release's own order, on the trust's data alone. */
  public TrainingRun(
      String grantId,
      String releaseId,
      String name,
      long steps,
      int sequencesPerStep,
      Usage usage) {
    this(grantId, releaseId, "", name, steps, sequencesPerStep, usage, 0);
  }

  /** The id of the training run of that name under a grant. */
  public static String idOf(String grantId, String name) {
    return ContentId.of("trun", Map.of("grant", grantId, "name", name));
  }

  /** The id, which follows from grant and name. */
  public String id() {
    return idOf(grantId, name);
  }

  /**
   * What it reads, in one name, with which the chain of its batches begins: the release, and behind
   * a slash the derived order.
   */
  public String dataId() {
    return orderId.isEmpty() ? releaseId : releaseId + "/" + orderId;
  }

  /** Which part of all that it read came from the trust; one where nothing is known of it. */
  public Ratio trustShare() {
    BigInteger all = allTokens();
    return all.signum() == 0 ? Ratio.ONE : new Ratio(BigInteger.valueOf(usage.tokens()), all);
  }

  /** All that it read. What is declared may be as much as a number holds. */
  BigInteger allTokens() {
    return BigInteger.valueOf(usage.tokens()).add(BigInteger.valueOf(foreignTokens));
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "name", name, "usage", usage.toJson(), FOREIGN_TOKENS, Long.toString(foreignTokens)));
  }

  /**
   * Reads what {@link #toJson} wrote, or what was written before foreign tokens were declared.
   *
   * @param json the payload
   */
  public static TrainingRun fromJson(
      String grantId,
      String releaseId,
      String orderId,
      long steps,
      long sequencesPerStep,
      JsonObject json) {
    return new TrainingRun(
        grantId,
        releaseId,
        orderId,
        json.text("name"),
        steps,
        Math.toIntExact(sequencesPerStep),
        Usage.fromJson(json.objects("usage")),
        json.names().contains(FOREIGN_TOKENS) ? json.decimal(FOREIGN_TOKENS) : 0);
  }
}
