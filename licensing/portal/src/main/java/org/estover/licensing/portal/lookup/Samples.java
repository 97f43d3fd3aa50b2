package org.estover.licensing.portal.lookup;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule dropped.
 *
 * @param documents how many
 * @param samples some of them
 */
record Samples(long documents, List<Sample> samples) {
  /** Copies the list. */
  Samples {
    samples = List.copyOf(samples);
  }

  /** These and others. */
  Samples and(Samples others) {
    List<Sample> all = new ArrayList<>(samples);
    all.addAll(others.samples);
    return new Samples(documents + others.documents, all);
  }

  /**
   * A dropped document.
   *
   * @param excerpt the beginning of its text, or "" where it cannot be shown
   */
  record Sample(
      String document, String uri, String source, String reason, String survivor, String excerpt) {}
}
