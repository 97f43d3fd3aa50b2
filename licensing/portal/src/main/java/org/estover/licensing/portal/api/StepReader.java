package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.List;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.springframework.stereotype.Component;

/** Reads sequences as a training run read them, in the release's order or a derived one. */
@Component
final class StepReader {
  private final Readers readers;
  private final ReleaseStore store;

  StepReader(Readers readers, PortalSettings settings) {
    this.readers = readers;
    this.store = new ReleaseStore(settings.releases());
  }

  /** The sequences at some consecutive positions, the last one not included. */
  List<BatchSequence> sequences(TrainingRun run, long from, long to) throws IOException {
    if (run.orderId().isEmpty()) {
      return readers.known(run.releaseId()).sequences(from, to);
    }
    try (Reconstruct derived = store.ordered(run.releaseId(), run.orderId())) {
      return derived.sequences(from, to);
    }
  }
}
