package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.RemovedTokens;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A training run on a derived order is among those that read a document, at its own places. */
final class ExposuresOfOrdersTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final int STEPS = 12;

  @TempDir private Path folder;

  @Test
  void theApiAndThePageTellWhatTheDerivedOrderReads() throws Exception {
    Release release =
        PORTAL.bean(OpenReleases.class).find(PORTAL.made().releases().get(0)).orElseThrow();
    Path file = folder.resolve("order");
    DerivedOrder order = withoutTheFirst(release);
    order.write(file);
    String grant = PORTAL.made().developers().get(0).grantId();
    TrainingRun run =
        PORTAL
            .bean(TrustDesk.class)
            .write(
                opened ->
                    opened
                        .trust()
                        .trainings()
                        .register(
                            new DeclaredTraining(
                                grant, "derived", STEPS, 1, Optional.of(file), 0)));
    int read = 0;
    for (int number = 8; number < 20; number++) {
      String id = SampleRelease.id(number);
      List<Long> steps = new ArrayList<>();
      long tokens = 0;
      try (Reconstruct reader = Reconstruct.of(release, order)) {
        for (long step = 0; step < STEPS; step++) {
          for (Span span : reader.spans(step)) {
            if (span.document().id().equals(id)) {
              tokens += span.inputs();
              if (!steps.contains(step)) {
                steps.add(step);
              }
            }
          }
        }
      }
      JsonNode told = told(id, run.id());
      assertThat(told.path("order").asString()).isEqualTo(order.id());
      assertThat(told.path("steps").asLong()).isEqualTo(steps.size());
      assertThat(told.path("tokens").asLong()).isEqualTo(tokens);
      if (!steps.isEmpty()) {
        assertThat(told.path("firstStep").asLong()).isEqualTo(steps.get(0));
        assertThat(told.path("lastStep").asLong()).isEqualTo(steps.get(steps.size() - 1));
        read++;
      }
      assertThat(PORTAL.anybody().page("/documents/" + id).contains(run.id()))
          .isEqualTo(!steps.isEmpty());
    }
    assertThat(read).isPositive();
  }

  private static JsonNode told(String document, String run) throws Exception {
    String path = "/v1/documents/" + document + "/exposures?limit=200";
    for (JsonNode each : new ObjectMapper().readTree(PORTAL.anybody().page(path)).path("items")) {
      if (each.path("trainingRun").asString().equals(run)) {
        return each;
      }
    }
    throw new AssertionError(path + " does not name " + run);
  }

  /** The order that reads nothing of the first document of the first source. */
  private static DerivedOrder withoutTheFirst(Release release) throws Exception {
    PackedOrder parent = release.content().packedOrder();
    ReleasedShard shard = release.content().shardsOf(parent.sources().get(0).name()).get(0);
    try (DocumentTable table = release.documents(shard)) {
      DocumentRow first = table.row(0);
      return DerivedOrder.without(
          parent,
          release.id(),
          2 * STEPS,
          List.of(new RemovedTokens(0, first.tokenStart(), first.tokenEnd())));
    }
  }
}
