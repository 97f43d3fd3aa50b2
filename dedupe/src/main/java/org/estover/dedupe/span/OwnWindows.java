package org.estover.dedupe.span;

/**
 * Tells from the bytes around an anchor which windows chose it: those between the next gram on
 * either side that would have been chosen in its place.
 *
 * <p>Where many anchors stand close to each other, each window is so compared once, for its own
 * anchor, and not once for every anchor in it. Not thread-safe.
 */
final class OwnWindows {
  private final int minBytes;
  private final int gramsPerWindow;
  private final GramHash grams;
  private final long[] before;
  private int leastLead;
  private int mostLead;

  OwnWindows(SpanConfig config, GramHash grams) {
    minBytes = config.minBytes();
    gramsPerWindow = config.gramsPerWindow();
    this.grams = grams;
    before = new long[gramsPerWindow];
  }

  /** Looks at an anchor with so many bytes of its text before and from it on. */
  void find(byte[] text, int anchor, int left, int right) {
    long hash = grams.of(text, anchor - left);
    for (int lead = left; lead > 0; lead--) {
      before[lead] = hash;
      hash = grams.next(hash, text, anchor - lead);
    }
    long own = hash;
    mostLead = 0;
    while (mostLead < left && before[mostLead + 1] > own) {
      mostLead++;
    }
    leastLead = minBytes - right;
    for (int after = 1; after <= right - grams.size(); after++) {
      hash = grams.next(hash, text, anchor + after - 1);
      if (hash < own) {
        leastLead = Math.max(leastLead, gramsPerWindow - after);
        break;
      }
    }
  }

  /** The last of its windows begins so many bytes before the anchor. */
  int leastLead() {
    return leastLead;
  }

  /** The first of its windows begins so many bytes before the anchor. */
  int mostLead() {
    return mostLead;
  }
}
