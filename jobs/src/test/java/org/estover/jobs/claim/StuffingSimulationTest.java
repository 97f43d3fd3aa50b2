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
  /** Of her honest earnings: the tokens at the seams between the copies of a page are new. */
  private static final long ALLOWANCE = 200;

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
  void withoutPolicyAndCapsItWouldPay() {
    Map<String, StuffingSimulation.Outcome> outcomes = new StuffingSimulation().outcomes();
    long paying =
        outcomes.values().stream()
            .filter(outcome -> outcome.unruled().compareTo(outcome.earned()) > 0)
            .count();
    assertThat(paying).isEqualTo(4);
  }
}
