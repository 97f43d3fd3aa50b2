package org.estover.ledger.log;

import java.util.Map;
import org.estover.ledger.book.Period;

/**
 * A month was closed: what comes later for it is entered in an open one.
 *
 * @param period the month of account
 */
public record PeriodClosed(Period period) implements Fact {

  static final String TYPE = "period-closed.v1";

  static PeriodClosed fromJson(JsonObject fields) {
    return new PeriodClosed(Period.parse(fields.text("period")));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return period.toString();
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("period", period.toString()));
  }
}
