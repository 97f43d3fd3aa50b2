package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A statement of a closed period was computed anew from corrected figures; only the difference is
 * entered in the books.
 *
 * @param statementId id of the new statement
 * @param agreementId the agreement
 * @param period the month of account
 * @param revisesId the statement before it
 */
public record StatementRevised(
    String statementId, String agreementId, Period period, String revisesId) implements Fact {

  static final String TYPE = "statement-revised.v1";

  public StatementRevised {
    Ids.require("stm", statementId);
    Ids.require("agr", agreementId);
    Ids.require("stm", revisesId);
  }

  static StatementRevised fromJson(JsonObject fields) {
    return new StatementRevised(
        fields.text("statementId"),
        fields.text("agreementId"),
        Period.parse(fields.text("period")),
        fields.text("revisesId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return statementId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "statementId",
            statementId,
            "agreementId",
            agreementId,
            "period",
            period.toString(),
            "revisesId",
            revisesId));
  }
}
