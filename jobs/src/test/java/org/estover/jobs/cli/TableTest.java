package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void numbersStandRightAndWordsLeft() {
    Table table =
        new Table()
            .row("tokens", "percent", "amount", "name")
            .row(1234567L, "0.5", "EUR", "b")
            .row(12, "12.25", "12.00 EUR", "long name");
    assertThat(table)
        .hasToString(
            """
               tokens  percent  amount     name
            1,234,567      0.5  EUR        b
                   12    12.25  12.00 EUR  long name
            """);
  }

  @Test
  void aColumnOfAmountsOrSizesIsNumeric() {
    assertThat(new Table().row("due", "size").row("1.00 EUR", "7 B").row("100.00 EUR", "10 MiB"))
        .hasToString(
            """
                   due    size
              1.00 EUR     7 B
            100.00 EUR  10 MiB
            """);
  }

  @Test
  void amountsWithTheirCurrencyFirstAndSharesStandRight() {
    assertThat(
            new Table()
                .row("now", "change", "share", "to")
                .row("EUR 503.23", "EUR +7.10", "~5.232%", "Ada")
                .row("JPY 300", "EUR -120.00", "10%", ""))
        .hasToString(
            """
                   now       change    share  to
            EUR 503.23    EUR +7.10  ~5.232%  Ada
               JPY 300  EUR -120.00      10%
            """);
  }

  @Test
  void theTimeOfATableIsLinearInItsRows() {
    int rows = 30_000;
    Table table = new Table().row("before step", "occurrences", "term");
    for (int row = 0; row < rows; row++) {
      table.row(row, row, "t" + row);
    }
    String text = assertTimeoutPreemptively(Duration.ofSeconds(20), table::toString);
    assertThat(text.lines()).hasSize(rows + 1).last().asString().endsWith("29,999  t29999");
  }
}
