package org.estover.ledger.log;

import java.util.Map;

/**
 * A developer paid; amount and day stand in the payload.
 *
 * @param paymentId id of the payment
 * @param partyId who paid
 */
public record PaymentReceived(String paymentId, String partyId) implements Fact {

  static final String TYPE = "payment-received.v1";

  public PaymentReceived {
    Ids.require("pay", paymentId);
    Ids.require("pty", partyId);
  }

  static PaymentReceived fromJson(JsonObject fields) {
    return new PaymentReceived(fields.text("paymentId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return paymentId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("paymentId", paymentId, "partyId", partyId));
  }
}
