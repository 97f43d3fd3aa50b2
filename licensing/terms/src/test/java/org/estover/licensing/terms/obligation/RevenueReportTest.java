package org.estover.licensing.terms.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.junit.jupiter.api.Test;

final class RevenueReportTest {

  private static final Period PERIOD = Period.parse("2026-10");

  @Test
  void netRevenueIsNeverBelowZero() {
    assertThat(report(1000, 300, 200).net()).isEqualTo(Money.of(500, "USD"));
    assertThat(report(1000, 900, 200).net()).isEqualTo(Money.zero("USD"));
    assertThat(report(0, Long.MAX_VALUE, Long.MAX_VALUE).net()).isEqualTo(Money.zero("USD"));
    assertThat(report(1000).net()).isEqualTo(Money.of(1000, "USD"));
  }

  @Test
  void readsBack() {
    RevenueReport report = report(1000, 300);
    assertThat(RevenueReport.fromJson("agr_aaaa", PERIOD, report.toJson())).isEqualTo(report);
    assertThat(report.toJson().names()).containsExactly("currency", "deductions", "gross");
    RevenueReport sold = report.withUnits(new TreeMap<>(Map.of("subscribers", 1L << 60)));
    assertThat(RevenueReport.fromJson("agr_aaaa", PERIOD, sold.toJson())).isEqualTo(sold);
    assertThat(sold.replacing("rpt_aaaa").units()).isEqualTo(sold.units());
  }

  @Test
  void refusesMixedCurrenciesAndNegativeAmounts() {
    List<Deduction> euros = List.of(new Deduction("refunds", Money.of(1, "EUR")));
    assertThatThrownBy(() -> new RevenueReport("agr_aaaa", PERIOD, Money.of(1, "USD"), euros))
        .hasMessageContaining("EUR");
    assertThatThrownBy(() -> report(-1)).hasMessageContaining("USD -0.01");
    assertThatThrownBy(() -> report(1, -1)).hasMessageContaining("fees");
  }

  private static RevenueReport report(long gross, long... deductions) {
    List<Deduction> fees =
        java.util.Arrays.stream(deductions)
            .mapToObj(amount -> new Deduction("fees", Money.of(amount, "USD")))
            .toList();
    return new RevenueReport("agr_aaaa", PERIOD, Money.of(gross, "USD"), fees);
  }
}
