package org.estover.licensing.terms.obligation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param units how many of what was sold, by name, for cards that price units
 * @param replaces id of the report that it corrects, or empty for the first one
 */
public record RevenueReport(
    String agreementId,
    Period period,
    Money gross,
    List<Deduction> deductions,
    SortedMap<String, Long> units,
    String replaces) {

  private static final String REPLACES = "replaces";
  private static final String UNITS = "units";

  public RevenueReport {
    deductions = List.copyOf(deductions);
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    units.forEach(RevenueReport::requireUnits);
    if (gross.isNegative()) {
      throw Errors.negativeRevenue(gross);
    }
    for (Deduction deduction : deductions) {
      if (!deduction.amount().currency().equals(gross.currency())) {
        throw Errors.otherCurrency(deduction, gross);
      }
    }
  }

  /** The first report of a period under an agreement. */
  public RevenueReport(String agreementId, Period period, Money gross, List<Deduction> deductions) {
    this(agreementId, period, gross, deductions, new TreeMap<>(), "");
  }

  /** This report with what was sold beside the revenue. */
  public RevenueReport withUnits(SortedMap<String, Long> sold) {
    return new RevenueReport(agreementId, period, gross, deductions, sold, replaces);
  }

  /** This report as a correction of another one of the same agreement and period. */
  public RevenueReport replacing(String reportId) {
    return new RevenueReport(agreementId, period, gross, deductions, units, reportId);
  }

  private static void requireUnits(String name, long count) {
    if (name.isBlank() || count < 0) {
      throw Errors.badUnits(name, count);
    }
  }

  /**
   * The id, which follows from agreement and period, for there is one report for both, and of a
   * correction also from what it replaces, for that happens once.
   */
  public String id() {
    Map<String, String> key = new TreeMap<>();
    key.put("agreement", agreementId);
    key.put("period", period.toString());
    if (!replaces.isEmpty()) {
      key.put(REPLACES, replaces);
    }
    return ContentId.of("rpt", key);
  }

  /** The figures for people: {@code EUR 1250000.00}, or with what comes off it. */
  public String text() {
    StringBuilder text = new StringBuilder(gross.toString());
    deductions.forEach(
        less -> text.append(" less ").append(less.name()).append(' ').append(less.amount()));
    units.forEach((name, count) -> text.append(", ").append(count).append(' ').append(name));
    return text.toString();
  }

  /**
   * Net revenue before any cap on deductions: {@code max(0, gross - sum of deductions)}; what
   * counts under an offer is its {@link NetRevenue}.
   */
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
    Map<String, Object> json = new TreeMap<>();
    json.put("currency", gross.currency());
    json.put("gross", Long.toString(gross.minorUnits()));
    json.put("deductions", taken);
    if (!units.isEmpty()) {
      Map<String, String> sold = new TreeMap<>();
      units.forEach((name, count) -> sold.put(name, Long.toString(count)));
      json.put(UNITS, sold);
    }
    if (!replaces.isEmpty()) {
      json.put(REPLACES, replaces);
    }
    return JsonObject.of(json);
  }

  /** Reads what {@link #toJson} wrote. */
  public static RevenueReport fromJson(String agreementId, Period period, JsonObject json) {
    String currency = json.text("currency");
    List<Deduction> deductions =
        json.objects("deductions").stream()
            .map(d -> new Deduction(d.text("name"), Money.of(d.decimal("amount"), currency)))
            .toList();
    SortedMap<String, Long> units = new TreeMap<>();
    if (json.names().contains(UNITS)) {
      JsonObject sold = json.object(UNITS);
      sold.names().forEach(name -> units.put(name, sold.decimal(name)));
    }
    return new RevenueReport(
        agreementId,
        period,
        Money.of(json.decimal("gross"), currency),
        deductions,
        units,
        json.names().contains(REPLACES) ? json.text(REPLACES) : "");
  }
}
