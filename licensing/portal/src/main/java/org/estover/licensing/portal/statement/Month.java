package org.estover.licensing.portal.statement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;

/**
 * A month of account.
 *
 * @param period the month
 * @param reports how many reports count for it
 * @param waiting how many agreements with a report have no statement that rests on it
 * @param statements those that count
 */
public record Month(Period period, long reports, long waiting, List<Statement> statements) {
  public Month {
    statements = List.copyOf(statements);
  }

  /** Every month that has a report, the newest first. */
  public static List<Month> of(Trust trust) throws IOException {
    TreeMap<Period, Map<String, List<Reported>>> reports = new TreeMap<>();
    for (Reported reported : trust.reported()) {
      reports
          .computeIfAbsent(reported.report().period(), period -> new TreeMap<>())
          .computeIfAbsent(reported.report().agreementId(), agreement -> new ArrayList<>())
          .add(reported);
    }
    Map<String, Statement> counting = new HashMap<>();
    for (Statement statement : trust.statements()) {
      counting.put(statement.period() + " " + statement.agreementId(), statement);
    }
    List<Month> months = new ArrayList<>();
    for (Map.Entry<Period, Map<String, List<Reported>>> each : reports.descendingMap().entrySet()) {
      long waiting = 0;
      List<Statement> statements = new ArrayList<>();
      for (Map.Entry<String, List<Reported>> agreement : each.getValue().entrySet()) {
        Statement statement = counting.get(each.getKey() + " " + agreement.getKey());
        if (statement != null) {
          statements.add(statement);
        }
        boolean rests = statement != null && statement.reports().equals(agreement.getValue());
        waiting += rests ? 0 : 1;
      }
      months.add(new Month(each.getKey(), each.getValue().size(), waiting, statements));
    }
    return months;
  }
}
