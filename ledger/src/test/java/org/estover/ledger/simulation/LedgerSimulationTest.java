package org.estover.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulation in its small size; {@code infra/checks/ledger-simulation} has the full one. */
final class LedgerSimulationTest {
  private static final int SEEDS = 40;
  private static final int HISTORIES = 80;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final LedgerSimulation simulation = new LedgerSimulation();

  @AfterEach
  void end() throws IOException {
    simulation.close();
  }

  @Test
  void whatHappensIsWhatTheModelSays() throws Exception {
    LedgerSimulation.Summary summary = simulation.many(10_000, SEEDS, out);
    assertThat(summary.failures()).as(said.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(summary.entries()).isGreaterThan(SEEDS * 10L);
  }

  @Test
  void aSeedIsOneRunToTheByte() throws Exception {
    Simulation.Result first = simulation.run(17);
    Simulation.Result again = simulation.run(17);
    assertThat(again).isEqualTo(first);
    assertThat(simulation.run(18).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void plantedBugsAreFound() throws Exception {
    List<String> few =
        List.of(
            "the log's files are not synced",
            "it goes on after a failed write",
            "the keys are forgotten at the start",
            "undoing leaves a posting");
    List<PlantedBug> bugs =
        PlantedBugs.ALL.stream().filter(bug -> few.contains(bug.name())).toList();
    assertThat(bugs).hasSize(few.size());
    assertThat(simulation.planted(bugs, Simulation.class, 30, out))
        .as(said.toString(StandardCharsets.UTF_8))
        .isTrue();
  }

  @Test
  void everyPlantedBugStillHasItsPlace() throws Exception {
    List<PlantedBug> all =
        Stream.concat(PlantedBugs.ALL.stream(), PlantedBugs.OF_HISTORIES.stream()).toList();
    assertThat(all).hasSizeGreaterThan(40);
    for (PlantedBug bug : all) {
      assertThat(bug.plant(LedgerSimulation.SOURCES)).as(bug.name()).isNotEmpty();
    }
    PlantedBug gone = PlantedBug.of("gone", "Writer.java", "no such line", "");
    assertThatThrownBy(() -> gone.plant(LedgerSimulation.SOURCES)).hasMessageContaining("nowhere");
  }

  @Test
  void concurrentClientsAreExplainedByTheOrderOfTheLog() throws Exception {
    assertThat(simulation.histories(HISTORIES, out))
        .as(said.toString(StandardCharsets.UTF_8))
        .isZero();
    PlantedBug bug = PlantedBugs.OF_HISTORIES.get(0);
    assertThat(simulation.find(bug, Histories.class, 100).failure()).contains(" read ");
  }

  @Test
  void theCheckTellsTheSkewOfH2FromTheRefusalOfPostgreSql() throws Exception {
    assertThat(Controls.skews(out)).as(said.toString(StandardCharsets.UTF_8)).isTrue();
    SerialCheck.Transaction late =
        new SerialCheck.Transaction("late", Map.of("a*", 1L, "a#", 1L), Map.of("ab", 1L));
    assertThat(SerialCheck.isSerializable(Map.of("aa", 1L), List.of(late))).isTrue();
    assertThat(SerialCheck.isSerializable(Map.of("aa", 1L), List.of(late, late))).isFalse();
  }

  @Test
  void aSecondWriterIsRefused() throws Exception {
    assertThat(Controls.secondWriter(out)).as(said.toString(StandardCharsets.UTF_8)).isTrue();
  }

  @Test
  void theSourcesAreWhereTheBugsArePlanted() {
    assertThat(LedgerSimulation.SOURCES.resolve("Writer.java")).exists();
    assertThat(Path.of("pom.xml")).exists();
  }
}
