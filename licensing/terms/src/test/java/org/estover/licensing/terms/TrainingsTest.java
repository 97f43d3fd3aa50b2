package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingsTest {

  private static final String REMOVED = "https://open.test/7";

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void tokensBilledAreThoseOfTheBatchesOwnOrDerived(long seed) throws IOException {
    Grant grant = granted(seed);
    Path order = derived(grant, 30);
    TrainingRun own = trust.registerTrainingRun(grant.id(), "own", 10, 3);
    TrainingRun derived =
        trust
            .trainings()
            .register(new DeclaredTraining(grant.id(), "derived", 10, 3, Optional.of(order), 0));
    assertThat(own.usage().byHolder()).isEqualTo(counted(own, null));
    assertThat(derived.usage().byHolder()).isEqualTo(counted(derived, order));
    assertThat(derived.usage().tokens()).isEqualTo(own.usage().tokens());
    assertThat(derived.orderId()).startsWith("ord_");
    try (TestTrust again = TestTrust.reopened(copyOfLedger())) {
      assertThat(again.trust.trainingRuns()).containsExactly(own, derived);
    }
  }

  @Test
  void aTrainingWithoutADocumentIsNotTouchedByItsWithdrawal() throws IOException {
    Grant grant = granted(3);
    trust.registerTrainingRun(grant.id(), "own", 10, 3);
    trust
        .trainings()
        .register(
            new DeclaredTraining(grant.id(), "without", 10, 3, Optional.of(derived(grant, 30)), 0));
    assertThat(trust.impact(REMOVED).releases().get(0).trainingRuns())
        .extracting(TouchedTrainingRun::name)
        .containsExactly("own");
  }

  @Test
  void theSameTrainingAgainWritesNothingAndAnotherShapeIsRefused() throws IOException {
    Grant grant = granted(4);
    Path order = derived(grant, 30);
    DeclaredTraining declared =
        new DeclaredTraining(grant.id(), "m", 5, 3, Optional.of(order), 1_000);
    TrainingRun run = trust.trainings().register(declared);
    long size = test.logSize();
    Files.delete(trust.releases().order(run.orderId()));
    assertThatThrownBy(() -> trust.releases().ordered(run.releaseId(), run.orderId()))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("register the training again");
    assertThat(trust.trainings().register(declared)).isEqualTo(run);
    assertThat(trust.releases().order(run.orderId())).hasSameBinaryContentAs(order);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> trust.registerTrainingRun(grant.id(), "m", 5, 3))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("the order " + run.orderId() + " and 1000 foreign tokens")
        .hasMessageContaining("this says 5 steps of 3 sequences:");
  }

  @Test
  void foreignTokensMakeTheTrustsShareSmaller() throws IOException {
    Grant grant = granted(5);
    long tokens = 5L * 3 * TinyRelease.SEQUENCE_TOKENS;
    TrainingRun run =
        trust
            .trainings()
            .register(
                new DeclaredTraining(grant.id(), "mixed", 5, 3, Optional.empty(), 3 * tokens));
    assertThat(run.trustShare()).isEqualTo(Ratio.of(1, 4));
  }

  @Test
  void anOrderOfFewerStepsIsNoOrderOfTheTraining() throws IOException {
    Grant grant = granted(6);
    Path order = derived(grant, 30);
    assertThatThrownBy(
            () ->
                trust
                    .trainings()
                    .register(new DeclaredTraining(grant.id(), "m", 11, 3, Optional.of(order), 0)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("more than the 30 sequences in the order of rel_")
        .hasMessageContaining("/ord_");
    assertThat(trust.trainingRuns()).isEmpty();
  }

  private Grant granted(long seed) throws IOException {
    List<TinyRelease.Text> texts = new ArrayList<>(TinyRelease.texts(seed));
    String id = trust.publish(TinyRelease.write(folder.resolve("run"), texts)).releaseId();
    return trust.grant(test.sign("Model Makers").id(), id, "train");
  }

  private Path derived(Grant grant, long positions) throws IOException {
    Path file = folder.resolve("derived");
    TinyOrder.without(
        trust.releases().folder(grant.releaseId()),
        document -> document.uri().equals(REMOVED),
        positions,
        file);
    return file;
  }

  /** Tokens by rights holder, counted over every document's part of every sequence. */
  private Map<String, Long> counted(TrainingRun run, @Nullable Path order) throws IOException {
    Map<String, Long> counted = new TreeMap<>();
    try (Reconstruct reconstruct = trust.releases().inOrderOf(run.releaseId(), order)) {
      for (long position = 0; position < run.steps() * run.sequencesPerStep(); position++) {
        for (Span span : reconstruct.spans(position)) {
          if (span.inputs() > 0) {
            assertThat(order != null && span.document().uri().equals(REMOVED)).isFalse();
            counted.merge(span.document().holder(), (long) span.inputs(), Long::sum);
          }
        }
      }
    }
    return counted;
  }

  /** Closes the ledger, so that it can be opened from its log again. */
  private Path copyOfLedger() throws IOException {
    test.close();
    return folder;
  }
}
