package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.terms.usage.Usage;
import org.estover.licensing.terms.usage.UsageLine;
import org.estover.licensing.terms.withdrawal.Reading;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.SourceShare;

/** Asks the order of a release what a training run over it read. */
final class Replay {

  private Replay() {}

  /** Makes the prefix sums of a release's usage, unless they are there. */
  static void prepare(Release release) throws IOException {
    try (Reconstruct reconstruct = Reconstruct.of(release)) {
      if (!reconstruct.hasUsageSums()) {
        reconstruct.writeUsageSums();
      }
    }
  }

  /**
   * The exact tokens that the first steps of a training run read.
   *
   * @throws TermsRefusedException if the order has fewer steps
   */
  static Usage usage(Reconstruct order, long steps, int sequencesPerStep) throws IOException {
    if (steps > order.positions() / sequencesPerStep) {
      throw Errors.tooManySteps(order.dataId(), steps, sequencesPerStep, order.positions());
    }
    List<UsageLine> lines = new ArrayList<>();
    for (SourceShare share : order.usage(0, steps, sequencesPerStep)) {
      if (share.tokens() > 0) {
        lines.add(new UsageLine(share.source(), share.license(), share.holder(), share.tokens()));
      }
    }
    Usage usage = new Usage(lines);
    long sequences = Math.multiplyExact(steps, (long) sequencesPerStep);
    long billed = Math.multiplyExact(sequences, order.content().order().sequenceTokens());
    if (usage.tokens() != billed) {
      throw Errors.usageDoesNotAddUp(order.dataId(), usage.tokens(), billed);
    }
    return usage;
  }

  /** Every time that a whole order reads one of the documents. */
  static List<Reading> readings(Reconstruct order, List<TouchedDocument> documents)
      throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (TouchedDocument document : documents) {
      for (Occurrence occurrence : order.occurrences(document.documentId())) {
        readings.add(new Reading(occurrence.position(), occurrence.inputs()));
      }
    }
    return readings;
  }
}
