package org.estover.licensing.terms.certificate;

import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * The training that a certificate is about.
 *
 * @param id id of the training run
 * @param name what its developer calls it
 * @param releaseId the release that it read
 * @param releaseSha256 SHA-256 of the canonical JSON of the release's content
 * @param orderId the derived order that it read it in; empty for the release's own
 * @param steps how many steps it took, from step 0
 * @param sequencesPerStep sequences of a step over all ranks
 * @param tokens inputs that it read of the release, each time they were read
 * @param foreignTokens tokens of other data, as its developer declared
 */
public record CertifiedTraining(
    String id,
    String name,
    String releaseId,
    String releaseSha256,
    String orderId,
    long steps,
    long sequencesPerStep,
    long tokens,
    long foreignTokens) {

  /** Which part of what it read came from the trust. */
  public Ratio trustShare() {
    return tokens == 0 && foreignTokens == 0
        ? Ratio.ONE
        : Ratio.of(tokens, Math.addExact(tokens, foreignTokens));
  }

  JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "id",
            id,
            "name",
            name,
            "release",
            releaseId,
            "releaseSha256",
            releaseSha256,
            "order",
            orderId,
            "steps",
            Long.toString(steps),
            "sequencesPerStep",
            Long.toString(sequencesPerStep),
            "tokens",
            Long.toString(tokens),
            "foreignTokens",
            Long.toString(foreignTokens),
            "trustShare",
            trustShare().toString()));
  }

  static CertifiedTraining fromJson(JsonObject json) {
    return new CertifiedTraining(
        json.text("id"),
        json.text("name"),
        json.text("release"),
        json.text("releaseSha256"),
        json.text("order"),
        json.decimal("steps"),
        json.decimal("sequencesPerStep"),
        json.decimal("tokens"),
        json.decimal("foreignTokens"));
  }
}
