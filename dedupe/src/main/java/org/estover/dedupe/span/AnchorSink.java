package org.estover.dedupe.span;

/** Takes what {@link AnchorExtractor} finds in one text, in ascending order. */
public interface AnchorSink {
  /** A gram that stands for the windows around it; equal windows have equal anchors. */
  void anchor(long hash, int offset);

  /**
   * Windows of a periodic stretch, which need no anchor: each from {@code first} to {@code last}
   * equals the one {@code period} bytes before it.
   */
  void periodic(int first, int last, int period);
}
