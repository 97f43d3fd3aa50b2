package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A statement of a period was issued; its lines and postings stand in the payload.
 *
 * @param statementId id of the statement
 * @param agreementId the agreement it settles
 * @param period the month of account
 */
public record StatementIssued(String statementId, String agreementId, Period period)
    implements Fact {

  static final String TYPE = "statement-issued.v1";

  public StatementIssued {
    Ids.require("stm", statementId);
    Ids.require("agr", agreementId);
  }

  static StatementIssued fromJson(JsonObject fields) {
    return new StatementIssued(
        fields.text("statementId"),
        fields.text("agreementId"),
        Period.parse(fields.text("period")));
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
            "statementId", statementId, "agreementId", agreementId, "period", period.toString()));
  }
}
