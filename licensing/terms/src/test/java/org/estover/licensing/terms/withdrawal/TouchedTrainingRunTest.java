package org.estover.licensing.terms.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Usage;
import org.junit.jupiter.api.Test;

final class TouchedTrainingRunTest {

  private static final TrainingRun RUN =
      new TrainingRun("grt_aaaa", "rel_aaaa", "first", 5, 4, Usage.NONE);

  private static final List<ModelCheckpoint> WEIGHTS =
      LongStream.of(4, 0, 2, 1)
          .mapToObj(step -> new ModelCheckpoint(RUN.id(), step, "0".repeat(63) + step))
          .toList();

  @Test
  void readingsBehindTheLastStepDoNotCount() {
    assertThat(touched(new Reading(20, 9), new Reading(21, 9))).isEmpty();
  }

  @Test
  void stepsFollowFromPositionsAndTwoDocumentsInOneSequenceAreOneSequence() {
    TouchedTrainingRun touched =
        touched(new Reading(19, 1), new Reading(7, 2), new Reading(7, 3), new Reading(20, 9))
            .get(0);
    assertThat(touched.sequences()).isEqualTo(2);
    assertThat(touched.firstStep()).isEqualTo(1);
    assertThat(touched.lastStep()).isEqualTo(4);
    assertThat(touched.tokens()).isEqualTo(6);
    assertThat(touched.steps()).isEqualTo(2);
  }

  @Test
  void weightsAreCleanThatWereMadeBeforeTheFirstStepThatRead() {
    // After step 0, which is one step, and before step 1 reads it.
    assertThat(touched(new Reading(7, 2), new Reading(19, 1)).get(0).lastClean())
        .isEqualTo(WEIGHTS.get(3).id());
    assertThat(touched(new Reading(19, 1)).get(0).lastClean()).isEqualTo(WEIGHTS.get(0).id());
    assertThat(touched(new Reading(0, 1)).get(0).lastClean()).isEqualTo(WEIGHTS.get(1).id());
  }

  @Test
  void theSetCoversByIdAndByUri() {
    String doc = "doc_" + "0".repeat(32);
    String uri = "https://open.test/a";
    WithdrawnDocument byId = new WithdrawnDocument(doc, "", "case_aaaa");
    WithdrawnDocument byUri = new WithdrawnDocument(WithdrawnSet.nameOfUri(uri), uri, "case_aaaa");
    WithdrawnSet set = WithdrawnSet.of(List.of(byUri, byId));
    assertThat(set.covers(doc, "https://other.test/")).isTrue();
    assertThat(set.covers("doc_" + "1".repeat(32), uri)).isTrue();
    assertThat(set.covers("doc_" + "1".repeat(32), "")).isFalse();
    assertThat(set.documents()).containsExactly(byId, byUri);
  }

  private static List<TouchedTrainingRun> touched(Reading... readings) {
    return TouchedTrainingRun.of(RUN, "pty_aaaa", List.of(readings), WEIGHTS, List.of()).stream()
        .toList();
  }
}
