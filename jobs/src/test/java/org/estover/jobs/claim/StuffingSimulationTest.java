package org.estover.jobs.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code licensing/TERMS.md} on copying and stuffing. */
final class StuffingSimulationTest {
  /** Of her honest earnings: some tokens are new where a copy is changed or begins. */
  private static final long ALLOWANCE = 200;

  /** What section 13 of the terms says that a page of ten copied passages earns, in cents. */
  private static final long NOT_CAUGHT = 913_36;

  @Test
  void copyingAndStuffingEarnNoMoreThanHonesty() throws IOException {
    Map<String, StuffingSimulation.Outcome> outcomes = new StuffingSimulation().outcomes();
    Money honest = outcomes.values().iterator().next().earned();
    List<String> table = new ArrayList<>();
    outcomes.forEach(
        (name, outcome) -> {
          long more = outcome.earned().minorUnits() - honest.minorUnits();
          assertThat(more).as(name).isLessThanOrEqualTo(honest.minorUnits() / ALLOWANCE);
          table.add(
              "| "
                  + name.substring(2)
                  + " | "
                  + outcome.added()
                  + " | "
                  + outcome.survived()
                  + " | "
                  + outcome.unruled().decimal()
                  + " | "
                  + outcome.earned().decimal()
                  + " |");
        });
    assertThat(Files.readString(Path.of("..", "licensing", "TERMS.md")))
        .contains(String.join("\n", table));
  }

  @Test
  void aPageOfPassagesOfOthersIsNotCaughtYet() {
    StuffingSimulation simulation = new StuffingSimulation();
    assertThat(simulation.assembled().earned().minorUnits()).isEqualTo(NOT_CAUGHT);
  }
}
