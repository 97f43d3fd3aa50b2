package org.estover.licensing.portal.api;

import static org.estover.licensing.portal.api.Inputs.money;
import static org.estover.licensing.portal.api.Inputs.parsed;
import static org.estover.licensing.portal.api.Inputs.required;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Reported;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reports of revenue. */
@RestController
final class RevenueRoutes {
  private final TrustDesk desk;
  private final Answers answers;
  private final Inputs inputs;

  RevenueRoutes(TrustDesk desk, Answers answers, Inputs inputs) {
    this.desk = desk;
    this.answers = answers;
    this.inputs = inputs;
  }

  @GetMapping("/v1/revenue-reports")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> reports(HttpServletRequest request, Visitor visitor) throws IOException {
    List<Reported> seen =
        desk.read(
            opened -> {
              var agreements = Mine.agreements(opened.trust(), visitor);
              return opened.trust().reported().stream()
                  .filter(each -> agreements.containsKey(each.report().agreementId()))
                  .toList();
            });
    return answers.list(
        request, (from, most) -> Batch.of(seen, from, most), RevenueJson.Report::of);
  }

  @PostMapping("/v1/revenue-reports")
  @Rule(value = Who.DEVELOPER, scope = "report")
  ResponseEntity<byte[]> report(@RequestBody byte[] body, Visitor visitor) throws IOException {
    RevenueJson.NewReport asked = inputs.read(body, RevenueJson.NewReport.class);
    RevenueReport report = report(asked);
    RevenueReport made =
        desk.write(
            opened -> {
              Mine.agreement(opened.trust(), visitor, report.agreementId());
              return report.replaces().isEmpty()
                  ? opened.trust().reportRevenue(report)
                  : opened.trust().correctRevenue(report);
            });
    return answers.created("/v1/revenue-reports", RevenueJson.Report.of(new Reported("", made)));
  }

  private static RevenueReport report(RevenueJson.NewReport asked) {
    String agreement = required("agreementId", asked.agreementId());
    String month = required("period", asked.period());
    Period period = parsed("period", () -> Period.parse(month));
    Money gross = money("gross", asked.gross());
    List<Deduction> deductions = new ArrayList<>();
    for (RevenueJson.Deduction less :
        Objects.requireNonNullElse(asked.deductions(), List.<RevenueJson.Deduction>of())) {
      String name = required("deductions.name", less.name());
      Money amount = money("deductions.amount", less.amount());
      deductions.add(parsed("deductions", () -> new Deduction(name, amount)));
    }
    TreeMap<String, Long> units = new TreeMap<>();
    if (asked.units() != null) {
      units.putAll(asked.units());
    }
    String replaces = Objects.requireNonNullElse(asked.replaces(), "");
    return parsed(
        "gross", () -> new RevenueReport(agreement, period, gross, deductions, units, replaces));
  }
}
