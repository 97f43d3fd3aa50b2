package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Reported;
import org.jspecify.annotations.Nullable;

/** Reports of revenue as the contract writes them. */
final class RevenueJson {
  private RevenueJson() {}

  /** What comes off gross revenue. */
  record Deduction(@Nullable String name, @Nullable MoneyJson amount) {
    static Deduction of(org.estover.licensing.terms.obligation.Deduction deduction) {
      return new Deduction(deduction.name(), MoneyJson.of(deduction.amount()));
    }
  }

  /** What a developer sends to report revenue. */
  record NewReport(
      @Nullable String agreementId,
      @Nullable String period,
      @Nullable MoneyJson gross,
      @Nullable List<Deduction> deductions,
      @Nullable Map<String, Long> units,
      @Nullable String replaces) {}

  /** What a developer earned in a month. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Report(
      String id,
      String agreementId,
      @Nullable String modelId,
      String period,
      MoneyJson gross,
      MoneyJson net,
      List<Deduction> deductions,
      Map<String, Long> units,
      @Nullable String replaces) {

    static Report of(Reported reported) {
      RevenueReport report = reported.report();
      return new Report(
          reported.id(),
          report.agreementId(),
          reported.modelId().isEmpty() ? null : reported.modelId(),
          report.period().toString(),
          MoneyJson.of(report.gross()),
          MoneyJson.of(report.net()),
          report.deductions().stream().map(Deduction::of).toList(),
          report.units(),
          report.replaces().isEmpty() ? null : report.replaces());
    }
  }
}
