package org.estover.jobs.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;

/** Holds the tables of {@code licensing/TERMS.md} on copying and stuffing. */
final class StuffingSimulationTest {
  private static final StuffingSimulation SIMULATION = new StuffingSimulation();

  @Test
  void copyingAndStuffingEarnNoMoreThanHonesty() throws IOException {
    Map<String, StuffingSimulation.Outcome> outcomes = SIMULATION.outcomes();
    Money honest = outcomes.values().iterator().next().earned();
    requireTable(outcomes);
    outcomes.forEach(
        (name, outcome) -> assertThat(outcome.earned()).as(name).isLessThanOrEqualTo(honest));
  }

  @Test
  void whatIsNotCaughtIsSaid() throws IOException {
    requireTable(SIMULATION.notCaught());
  }

  @Test
  void aQuotedSentenceTakesNobodyAnything() {
    assertThat(SIMULATION.lostByQuotes()).isZero();
  }

  private static void requireTable(Map<String, StuffingSimulation.Outcome> outcomes)
      throws IOException {
    String table =
        outcomes.entrySet().stream()
            .map(row -> line(row.getKey(), row.getValue()))
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("..", "licensing", "TERMS.md"))).contains(table);
  }

  private static String line(String name, StuffingSimulation.Outcome outcome) {
    return "| "
        + name
        + " | "
        + outcome.added()
        + " | "
        + outcome.survived()
        + " | "
        + outcome.unruled().decimal()
        + " | "
        + outcome.earned().decimal()
        + " |";
  }
}
