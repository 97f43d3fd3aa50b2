package org.estover.ledger.log;

import java.util.Map;

/**
 * Terms became open to every developer; the terms stand in the payload.
 *
 * @param offerId id of the offer
 */
public record OfferPublished(String offerId) implements Fact {

  static final String TYPE = "offer-published.v1";

  public OfferPublished {
    Ids.require("off", offerId);
  }

  static OfferPublished fromJson(JsonObject fields) {
    return new OfferPublished(fields.text("offerId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return offerId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("offerId", offerId));
  }
}
