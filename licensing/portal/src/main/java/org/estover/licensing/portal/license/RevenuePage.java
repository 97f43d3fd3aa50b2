package org.estover.licensing.portal.license;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.usage.TrainedData;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Reports revenue: what would be due is shown first, by the rules that the statement will go by,
 * and nothing is recorded before the second button.
 */
@Controller
final class RevenuePage {
  private final TrustDesk desk;
  private final Clock clock;
  private final MessageSource words;

  RevenuePage(TrustDesk desk, Clock clock, MessageSource words) {
    this.desk = desk;
    this.clock = clock;
    this.words = words;
  }

  /**
   * What would be due.
   *
   * @param report the report, as it was understood
   * @param steps how the amount comes about
   * @param due the amount
   * @param why the formula
   * @param holds whether an amount can be that large
   */
  record Preview(
      RevenueReport report, List<StepView> steps, String due, String why, boolean holds) {}

  @GetMapping("/revenue")
  @Rule(Who.DEVELOPER)
  String all(Visitor visitor, Model model) throws IOException {
    LocalDate today = LocalDate.now(clock);
    model.addAttribute(
        "agreements",
        desk.read(
            opened -> {
              List<AgreementView> mine = new ArrayList<>();
              for (Agreement agreement : opened.trust().agreements()) {
                if (visitor.actsFor(agreement.developerId())) {
                  mine.add(AgreementView.of(opened.trust(), agreement.id(), today));
                }
              }
              return mine;
            }));
    return "license/revenues";
  }

  @GetMapping("/agreements/{agreement}/revenue")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT))
  String form(
      @PathVariable("agreement") String id,
      @RequestParam(defaultValue = "") String period,
      Model model)
      throws IOException {
    AgreementView view = view(id);
    Map<String, String> form = new HashMap<>();
    String month =
        period.isEmpty() && !view.missing().isEmpty() ? view.missing().get(0).toString() : period;
    form.put("period", month);
    Optional<RevenueReport> counting = counting(id, month);
    if (counting.isPresent()) {
      RevenueForm.fill(form, counting.get());
    }
    return show(view, counting, form, model);
  }

  @PostMapping("/agreements/{agreement}/revenue")
  @Rule(value = Who.DEVELOPER, things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT))
  String send(
      @PathVariable("agreement") String id,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model)
      throws IOException {
    AgreementView view = view(id);
    String refused;
    try {
      RevenueReport report = RevenueForm.report(id, form);
      if (!form.getOrDefault("action", "").equals("send")) {
        model.addAttribute("preview", preview(report));
        return show(view, counting(id, form.getOrDefault("period", "")), form, model);
      }
      desk.write(
          opened ->
              report.replaces().isEmpty()
                  ? opened.trust().reportRevenue(report)
                  : opened.trust().correctRevenue(report));
      return "redirect:/agreements/" + id + "?done=reported";
    } catch (TermsRefusedException | LedgerRefusedException e) {
      refused = String.valueOf(e.getMessage());
    } catch (ArithmeticException e) {
      refused = words.getMessage("revenue.refused.large", null, LocaleContextHolder.getLocale());
    } catch (IllegalArgumentException e) {
      refused = String.valueOf(e.getMessage());
    }
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("refused", refused);
    return show(view, counting(id, form.getOrDefault("period", "")), form, model);
  }

  /** What the statement would ask for, as far as is known today. */
  private Preview preview(RevenueReport report) throws IOException {
    List<TermsSegment> terms =
        desk.read(o -> o.trust().licenses().terms(report.agreementId(), report.period()));
    if (terms.isEmpty()) {
      throw new IllegalArgumentException(
          words.getMessage(
              "revenue.refused.outside",
              new Object[] {report.period().toString()},
              LocaleContextHolder.getLocale()));
    }
    TrainedData data = desk.read(o -> o.trust().trainings().trainedData(report.agreementId()));
    Obligation due = Obligation.of(report, terms, new Pricing(data.level(), data.trustShare()));
    String currency = report.gross().currency();
    BigInteger units = due.minorUnits();
    boolean holds = units.bitLength() < Long.SIZE;
    return new Preview(
        report,
        holds ? due.steps().stream().map(step -> StepView.of(step, currency)).toList() : List.of(),
        Money.text(units, currency),
        holds ? due.why() : "",
        holds);
  }

  private AgreementView view(String id) throws IOException {
    LocalDate today = LocalDate.now(clock);
    return desk.read(opened -> AgreementView.of(opened.trust(), id, today));
  }

  /** The report that counts for a month, of all models together. */
  private Optional<RevenueReport> counting(String agreementId, String month) throws IOException {
    return desk.read(opened -> counting(opened.trust(), agreementId, month));
  }

  private static Optional<RevenueReport> counting(Trust trust, String agreementId, String month)
      throws IOException {
    return trust.reported().stream()
        .filter(reported -> reported.modelId().isEmpty())
        .map(Reported::report)
        .filter(report -> report.agreementId().equals(agreementId))
        .filter(report -> report.period().toString().equals(month))
        .findFirst();
  }

  private String show(
      AgreementView view, Optional<RevenueReport> counting, Map<String, String> form, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("view", view);
    model.addAttribute("counting", counting);
    model.addAttribute("rows", RevenueForm.rows(form));
    model.addAttribute("units", view.offer().rateCard().units());
    model.addAttribute("lastMonth", Period.of(LocalDate.now(clock)));
    return "license/revenue";
  }
}
