package org.estover.dedupe.span;

/**
 * How long a passage must be to count as repeated.
 *
 * @param minBytes the bytes of a window (k); shorter repeats are not seen
 */
public record SpanConfig(int minBytes) {
  /** The length that the published work on deduplicated corpora settled on: 100 bytes. */
  public static final SpanConfig DEFAULT = new SpanConfig(100);

  private static final int MOST_BYTES = 1 << 20;

  /** Rejects lengths below one byte and above one MiB. */
  public SpanConfig {
    if (minBytes < 1 || minBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a window has 1 to " + MOST_BYTES + " bytes, not " + minBytes);
    }
  }

  /**
   * The bytes of a gram (q): half a window, so that grams tell texts apart, yet anchors are few.
   */
  int gramBytes() {
    return (minBytes + 1) / 2;
  }

  /** The grams of a window (w); its anchor is one of them. */
  int gramsPerWindow() {
    return minBytes - gramBytes() + 1;
  }

  /** The anchors of so many bytes of common text: two per window's grams and one. */
  long expectedAnchors(long bytes) {
    return bytes / (gramsPerWindow() + 1) * 2;
  }
}
