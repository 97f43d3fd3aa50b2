package org.estover.licensing.portal.statement;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Issues a month's statements. */
@Controller
final class IssuePage {
  private final TrustDesk desk;

  IssuePage(TrustDesk desk) {
    this.desk = desk;
  }

  /**
   * A month of account.
   *
   * @param period the month
   * @param reports how many reports count for it
   * @param waiting how many agreements with a report have no statement that rests on it
   * @param statements those that count
   */
  record Month(Period period, long reports, long waiting, List<Statement> statements) {}

  @GetMapping("/operator/statements")
  @Rule(Who.OPERATOR)
  String months(Model model) throws IOException {
    return show(model);
  }

  @PostMapping("/operator/statements")
  @Rule(Who.OPERATOR)
  String issue(@RequestParam String period, HttpServletResponse response, Model model)
      throws IOException {
    try {
      Period month = Period.parse(period.strip());
      desk.write(opened -> opened.trust().issueStatements(month));
      return "redirect:/operator/statements?done=" + month;
    } catch (TermsRefusedException | LedgerRefusedException | IllegalArgumentException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      return show(model);
    }
  }

  private String show(Model model) throws IOException {
    model.addAttribute("months", desk.read(opened -> months(opened.trust())));
    return "statement/issue";
  }

  private static List<Month> months(Trust trust) throws IOException {
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
