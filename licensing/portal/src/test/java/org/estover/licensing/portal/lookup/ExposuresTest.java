package org.estover.licensing.portal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;
import org.junit.jupiter.api.Test;

/** What the inverse of the order says is what reading every sequence says. */
final class ExposuresTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void namesExactlyTheStepsThatReadADocument() throws Exception {
    String releaseId = PORTAL.made().releases().get(0);
    Release release = PORTAL.bean(OpenReleases.class).find(releaseId).orElseThrow();
    List<TrainingRun> runs =
        PORTAL.bean(PublishedReleases.class).known().runsOver(releaseId).stream()
            .filter(run -> run.orderId().isEmpty())
            .toList();
    assertThat(runs).isNotEmpty();
    int read = 0;
    for (int number = 0; number < 60; number += 3) {
      String id = SampleRelease.id(number);
      List<Exposure> found = PORTAL.bean(Exposures.class).of(release, id, runs);
      List<Exposure> expected = new ArrayList<>();
      for (TrainingRun run : runs) {
        slowly(release, id, run, expected);
      }
      assertThat(found).as("document " + number).isEqualTo(expected);
      read += found.size();
    }
    assertThat(read).isPositive();
  }

  private static void slowly(Release release, String id, TrainingRun run, List<Exposure> into)
      throws Exception {
    long times = 0;
    long inputs = 0;
    List<Long> steps = new ArrayList<>();
    try (Reconstruct reader = Reconstruct.of(release)) {
      for (long at = 0; at < run.steps() * run.sequencesPerStep(); at++) {
        long step = at / run.sequencesPerStep();
        for (var span : reader.spans(at)) {
          if (span.document().id().equals(id)) {
            times++;
            inputs += span.inputs();
            if (!steps.contains(step)) {
              steps.add(step);
            }
          }
        }
      }
    }
    if (times > 0) {
      into.add(
          new Exposure(
              run.id(),
              times,
              inputs,
              steps.subList(0, Math.min(Exposures.STEPS, steps.size())),
              steps.get(steps.size() - 1)));
    }
  }
}
