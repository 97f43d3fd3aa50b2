package org.estover.licensing.portal.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.junit.jupiter.api.Test;

final class RevenueFormTest {

  @Test
  void aCorrectionKeepsEveryDeduction() {
    List<Deduction> deductions =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> new Deduction("kind " + i, Money.of(i * 100L, "EUR")))
            .toList();
    RevenueReport report =
        new RevenueReport("agr_1", Period.parse("2026-10"), Money.of(1_000_000, "EUR"), deductions);
    Map<String, String> form = new TreeMap<>(Map.of("period", "2026-10"));
    RevenueForm.fill(form, report);
    assertThat(RevenueForm.rows(form)).hasSize(13);
    assertThat(RevenueForm.report("agr_1", form)).isEqualTo(report);
  }

  @Test
  void anEmptyFormHasRowsToFillIn() {
    assertThat(RevenueForm.rows(Map.of("deduction9", " "))).hasSize(5);
    assertThat(RevenueForm.rows(Map.of("amount5", "1"))).hasSize(6);
  }
}
