package org.estover.ledger.log;

import java.util.Map;

/**
 * A party declared the chain of digests over what a training run read in its first steps.
 *
 * @param chainId id of the declaration
 * @param trainingRunId the training run
 * @param partyId who declared it
 * @param steps how many steps the chain covers
 * @param headSha256 its value after the last of them
 */
public record BatchChainDeclared(
    String chainId, String trainingRunId, String partyId, long steps, String headSha256)
    implements Fact {

  static final String TYPE = "batch-chain-declared.v1";

  public BatchChainDeclared {
    Ids.require("chn", chainId);
    Ids.require("trun", trainingRunId);
    Ids.require("pty", partyId);
    Ids.requireCount("steps", steps, 1);
    Ids.requireSha256("headSha256", headSha256);
  }

  static BatchChainDeclared fromJson(JsonObject fields) {
    return new BatchChainDeclared(
        fields.text("chainId"),
        fields.text("trainingRunId"),
        fields.text("partyId"),
        fields.decimal("steps"),
        fields.text("headSha256"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return chainId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "chainId",
            chainId,
            "trainingRunId",
            trainingRunId,
            "partyId",
            partyId,
            "steps",
            Long.toString(steps),
            "headSha256",
            headSha256));
  }
}
