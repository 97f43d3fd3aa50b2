package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another rate card would have paid, on the command line. */
final class SimulateCommandTest {
  private @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void reportTwoMonths() {
    shell = new Shell(folder);
    ok("license", "offer", "--name", "share", "--rate", "percent 1/50");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    ok("revenue", "report", "--period", "2026-10", "--gross", "EUR 1000.00");
    ok("revenue", "report", "--period", "2026-11", "--gross", "USD 500.00");
  }

  @Test
  void aYearIsComputedByBothCardsInEachCurrency() {
    ok("simulate", "percent 1/25", "--period", "2026");
    assertThat(shell.out())
        .contains("\"percent 1/25\" in 2026, over 2 revenue reports; nothing is recorded")
        .containsPattern("Dev +EUR 20.00 +EUR 40.00 +EUR \\+20.00")
        .containsPattern("administration +USD 1.00 +USD 2.00 +USD \\+1.00")
        .containsPattern("Total +USD 10.00 +USD 20.00 +USD \\+10.00");
    ok("simulate", "percent 1/25", "--period", "2026", "--json");
    String first = shell.out();
    JsonNode answer = Json.tree(first);
    assertThat(answer.at("/developers/0/change").asText()).isEqualTo("2000");
    assertThat(answer.path("payees").findValuesAsText("name"))
        .containsExactly(
            "administration", "commons", "unclaimed", "administration", "commons", "unclaimed");
    ok("simulate", "percent 1/25", "--period", "2026", "--json");
    assertThat(shell.out()).isEqualTo(first);
  }

  @Test
  void aMonthIsComputedAloneAndWhatCannotBePricedIsNamed() {
    ok("simulate", "minimum EUR 50.00 or 1/100", "--period", "2026");
    assertThat(shell.out())
        .contains("over 1 revenue report;", "Left out on both sides:", "2026-11", "USD")
        .containsPattern("Dev +EUR 20.00 +EUR 50.00 +EUR \\+30.00");
    ok("simulate", "0/1", "--period", "2026-11", "--json");
    assertThat(Json.tree(shell.out()).at("/developers/0/change").asText()).isEqualTo("-1000");
  }

  @Test
  void whatIsNoCardOrNoPeriodOrNotRecordedIsUsage() {
    assertThat(shell.run("simulate", "two percent", "--period", "2026")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"two percent\" is not a ratio");
    assertThat(shell.run("simulate", "2%", "--period", "26")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("26");
    assertThat(shell.run("simulate", "2%", "--period", "2025")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no revenue was reported for 2025");
  }

  private void ok(String... command) {
    assertThat(shell.run(command)).as(() -> String.join(" ", command) + shell.err()).isZero();
  }
}
