package org.estover.dedupe.span;

/**
 * The repeated windows of a corpus, or of one document: the result of {@link RepeatedSpans} and of
 * {@link GroupVerifier}.
 *
 * <p>Two bits per byte. A marked range is the union of windows that overlap or touch. Not
 * thread-safe.
 */
public final class WindowMarks implements WindowSink {
  /** Takes ranges of bytes, ascending. */
  @FunctionalInterface
  public interface RangeSink {
    /** A range from {@code start} to before {@code end}. */
    void range(long start, long end);
  }

  private final int minBytes;
  private final PositionSet repeated;
  private final PositionSet later;

  /** Makes marks for so many bytes, none set. */
  public WindowMarks(long size, SpanConfig config) {
    minBytes = config.minBytes();
    repeated = new PositionSet(size);
    later = new PositionSet(size);
  }

  @Override
  public void repeated(long first, long last) {
    repeated.add(first, last);
  }

  @Override
  public void later(long first, long last) {
    later.add(first, last);
  }

  /** An {@link AnchorSink#periodic} report, of a text that begins at this position. */
  public void periodic(long textStart, int first, int last, int period) {
    repeated.add(textStart + first - period, textStart + last);
    later.add(textStart + first, textStart + last);
  }

  /**
   * Hands out the marked ranges; those of {@code REMOVE_ALL} are what a suffix array's repeats of
   * at least k bytes cover.
   */
  public void forEachRange(SpanMode mode, RangeSink sink) {
    PositionSet windows = mode == SpanMode.KEEP_ONE ? later : repeated;
    long first = windows.nextIn(0);
    long start = first;
    long end = first;
    while (true) {
      long out = windows.nextOut(first);
      if (out == first) {
        break;
      }
      if (first > end) {
        sink.range(start, end);
        start = first;
      }
      end = out - 1 + minBytes;
      first = windows.nextIn(out);
    }
    if (end > start) {
      sink.range(start, end);
    }
  }

  /** Puts the windows from here to there into other marks, so far from their places here. */
  void copy(long from, long to, WindowMarks other, long shift) {
    copy(repeated, from, to, other.repeated, shift);
    copy(later, from, to, other.later, shift);
  }

  private static void copy(PositionSet windows, long from, long to, PositionSet other, long shift) {
    long first = windows.nextIn(from);
    while (first < to) {
      long out = Math.min(to, windows.nextOut(first));
      other.add(first + shift, out - 1 + shift);
      first = windows.nextIn(out);
    }
  }

  /** The bytes in marked ranges. */
  public long bytes(SpanMode mode) {
    long[] bytes = {0};
    forEachRange(mode, (start, end) -> bytes[0] += end - start);
    return bytes[0];
  }
}
