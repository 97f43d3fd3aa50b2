package org.estover.licensing.terms.obligation;

import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What a developer says it earned in a period with models trained under an agreement.
 *
 * @param agreementId the agreement it answers
 * @param period the month of account
 * @param gross gross revenue, zero or more
 * @param deductions what comes off it, in the same currency
 */
public record RevenueReport(
    String agreementId, Period period, Money gross, List<Deduction> deductions) {

  public RevenueReport {
    deductions = List.copyOf(deductions);
    if (gross.isNegative()) {
      throw Errors.negativeRevenue(gross);
    }
    for (Deduction deduction : deductions) {
      if (!deduction.amount().currency().equals(gross.currency())) {
        throw Errors.otherCurrency(deduction, gross);
      }
    }
  }

  /** The id, which follows from agreement and period: there is one report for both. */
  public String id() {
    return ContentId.of("rpt", Map.of("agreement", agreementId, "period", period.toString()));
  }

  /** Net revenue: {@code max(0, gross - sum of deductions)}. */
  public Money net() {
    Money net = gross;
    for (Deduction deduction : deductions) {
      if (net.compareTo(deduction.amount()) < 0) {
        return Money.zero(gross.currency());
      }
      net = net.minus(deduction.amount());
    }
    return net;
  }

  /** The figures as the vault keeps them, amounts in minor units. */
  public JsonObject toJson() {
    List<JsonObject> taken =
        deductions.stream()
            .map(
                d ->
                    JsonObject.of(
                        Map.of(
                            "name", d.name(),
                            "amount", Long.toString(d.amount().minorUnits()))))
            .toList();
    return JsonObject.of(
        Map.of(
            "currency", gross.currency(),
            "gross", Long.toString(gross.minorUnits()),
            "deductions", taken));
  }

  /** Reads what {@link #toJson} wrote. */
  public static RevenueReport fromJson(String agreementId, Period period, JsonObject json) {
    String currency = json.text("currency");
    List<Deduction> deductions =
        json.objects("deductions").stream()
            .map(d -> new Deduction(d.text("name"), Money.of(d.decimal("amount"), currency)))
            .toList();
    return new RevenueReport(
        agreementId, period, Money.of(json.decimal("gross"), currency), deductions);
  }
}
