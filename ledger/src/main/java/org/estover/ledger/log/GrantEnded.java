package org.estover.ledger.log;

import java.util.Map;

/**
 * A grant permits nothing more; training runs registered before stand.
 *
 * @param grantId the grant
 */
public record GrantEnded(String grantId) implements Fact {

  static final String TYPE = "grant-ended.v1";

  public GrantEnded {
    Ids.require("grt", grantId);
  }

  static GrantEnded fromJson(JsonObject fields) {
    return new GrantEnded(fields.text("grantId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return grantId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("grantId", grantId));
  }
}
