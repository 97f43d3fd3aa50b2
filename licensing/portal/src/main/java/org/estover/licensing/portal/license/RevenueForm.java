package org.estover.licensing.portal.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;

/** The fields of a revenue report's form, read and filled in. */
final class RevenueForm {

  /** The fewest rows of deductions. */
  private static final int ROWS = 5;

  private static final Pattern DEDUCTION = Pattern.compile("(?:deduction|amount)([1-9][0-9]{0,3})");
  private static final String UNIT = "unit.";

  private RevenueForm() {}

  /**
   * The report that a form says.
   *
   * @throws IllegalArgumentException naming the field that is not understood
   */
  static RevenueReport report(String agreementId, Map<String, String> form) {
    String currency = text(form, "currency").toUpperCase(Locale.ROOT);
    List<Deduction> deductions = new ArrayList<>();
    for (int row : rows(form)) {
      String name = text(form, "deduction" + row);
      String amount = text(form, "amount" + row);
      if (!name.isEmpty() || !amount.isEmpty()) {
        deductions.add(new Deduction(name, Money.parse(amount, currency)));
      }
    }
    SortedMap<String, Long> units = new TreeMap<>();
    form.forEach(
        (name, value) -> {
          if (name.startsWith(UNIT) && !value.isBlank()) {
            units.put(name.substring(UNIT.length()), count(name, value.strip()));
          }
        });
    return new RevenueReport(
            agreementId,
            Period.parse(text(form, "period")),
            Money.parse(text(form, "gross"), currency),
            deductions)
        .withUnits(units)
        .replacing(text(form, "replaces"));
  }

  private static long count(String field, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          field.substring(UNIT.length())
              + ": \""
              + text
              + "\" is no count; write a whole number of at most 18 digits, such as 20000");
    }
    return Long.parseLong(text);
  }

  /** The rows of deductions: as many as are filled in and one to add, at least five. */
  static List<Integer> rows(Map<String, String> form) {
    int filled = 0;
    for (Map.Entry<String, String> field : form.entrySet()) {
      Matcher row = DEDUCTION.matcher(field.getKey());
      if (row.matches() && !field.getValue().isBlank()) {
        filled = Math.max(filled, Integer.parseInt(row.group(1)));
      }
    }
    return IntStream.rangeClosed(1, Math.max(ROWS, filled + 1)).boxed().toList();
  }

  /** Fills a form with what was reported. */
  static void fill(Map<String, String> form, RevenueReport report) {
    form.put("currency", report.gross().currency());
    form.put("gross", report.gross().decimal());
    int row = 1;
    for (Deduction deduction : report.deductions()) {
      form.put("deduction" + row, deduction.name());
      form.put("amount" + row, deduction.amount().decimal());
      row++;
    }
    report.units().forEach((name, count) -> form.put(UNIT + name, Long.toString(count)));
  }

  private static String text(Map<String, String> form, String name) {
    return form.getOrDefault(name, "").strip();
  }
}
