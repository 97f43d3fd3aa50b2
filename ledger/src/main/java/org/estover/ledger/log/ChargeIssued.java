package org.estover.ledger.log;

import java.util.List;
import java.util.Map;

/**
 * Something was added to or taken off what a developer owes beside a statement; amount and reason
 * stand in the payload.
 *
 * @param chargeId id of the charge
 * @param statementId the statement it belongs to
 * @param kind what it is
 */
public record ChargeIssued(String chargeId, String statementId, String kind) implements Fact {

  /** What {@code kind} can be. */
  public static final List<String> KINDS = List.of("late-fee", "credit-note", "true-up");

  static final String TYPE = "charge-issued.v1";

  public ChargeIssued {
    Ids.require("chg", chargeId);
    Ids.require("stm", statementId);
    Ids.requireOneOf("kind", kind, KINDS);
  }

  static ChargeIssued fromJson(JsonObject fields) {
    return new ChargeIssued(
        fields.text("chargeId"), fields.text("statementId"), fields.text("kind"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return chargeId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("chargeId", chargeId, "statementId", statementId, "kind", kind));
  }
}
