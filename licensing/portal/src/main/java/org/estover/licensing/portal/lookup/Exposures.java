package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.release.Release;
import org.springframework.stereotype.Component;

/** Finds which training runs read a document, and when, by the inverse of their orders. */
@Component
final class Exposures {
  /** The most steps of a training run that are named. */
  static final int STEPS = 20;

  private final ReleaseReaders readers;

  Exposures(ReleaseReaders readers) {
    this.readers = readers;
  }

  /**
   * The exposures of a document of a release, of those runs that read it. The order is asked once
   * for all runs that share it.
   */
  List<Exposure> of(Release release, String documentId, List<TrainingRun> runs) throws IOException {
    Map<String, List<Occurrence>> byOrder = new LinkedHashMap<>();
    List<Exposure> exposures = new ArrayList<>();
    for (TrainingRun run : runs) {
      List<Occurrence> places = byOrder.get(run.orderId());
      if (places == null) {
        places = readers.ask(release, run.orderId(), reader -> reader.occurrences(documentId));
        byOrder.put(run.orderId(), places);
      }
      exposure(run, places, exposures);
    }
    return exposures;
  }

  private static void exposure(TrainingRun run, List<Occurrence> places, List<Exposure> into) {
    long trained = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
    long times = 0;
    long inputs = 0;
    long last = -1;
    List<Long> steps = new ArrayList<>();
    for (Occurrence place : places) {
      if (place.position() >= trained) {
        break;
      }
      times++;
      inputs += place.inputs();
      long step = place.position() / run.sequencesPerStep();
      if (step != last && steps.size() < STEPS) {
        steps.add(step);
      }
      last = step;
    }
    if (times > 0) {
      into.add(new Exposure(run.id(), times, inputs, steps, last));
    }
  }
}
