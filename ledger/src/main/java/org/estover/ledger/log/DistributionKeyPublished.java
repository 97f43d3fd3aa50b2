package org.estover.ledger.log;

import java.util.Map;

/**
 * The trust set how amounts due are split from a day on; shares and day stand in the payload.
 *
 * @param distributionKeyId id of the key
 */
public record DistributionKeyPublished(String distributionKeyId) implements Fact {

  static final String TYPE = "distribution-key-published.v1";

  public DistributionKeyPublished {
    Ids.require("dky", distributionKeyId);
  }

  static DistributionKeyPublished fromJson(JsonObject fields) {
    return new DistributionKeyPublished(fields.text("distributionKeyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return distributionKeyId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("distributionKeyId", distributionKeyId));
  }
}
