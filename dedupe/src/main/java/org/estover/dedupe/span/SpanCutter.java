package org.estover.dedupe.span;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns marked ranges into cuts: what lies within one document, shrunk inward to whole UTF-8
 * characters.
 *
 * <p>A cut never splits a character, and a separator or a neighbour is never part of it. The rest
 * of a marked range, at most three bytes at either end, stays. Cost: linear in ranges and
 * documents. Stateless.
 */
public final class SpanCutter {
  /** Takes cuts, ascending by document and offset. */
  @FunctionalInterface
  public interface CutSink {
    /** A range of a document's bytes is to be removed. */
    void cut(int document, Span range);
  }

  /** Bytes by offset. */
  @FunctionalInterface
  private interface Bytes {
    byte at(int offset);
  }

  private final SpanMode mode;

  /** Makes a cutter that removes all occurrences, or all but the first. */
  public SpanCutter(SpanMode mode) {
    this.mode = mode;
  }

  /** The cuts of all documents of a corpus. */
  public void cut(Corpus corpus, WindowMarks marks, CutSink sink) {
    int[] next = {0};
    marks.forEachRange(
        mode,
        (start, end) -> {
          int document = next[0];
          while (document < corpus.documentCount() && corpus.documentStart(document) < end) {
            cut(corpus, document, start, end, sink);
            // The last one may reach into the next range.
            next[0] = document;
            document++;
          }
        });
  }

  /** The cuts of one document by its own marks. */
  public List<Span> cuts(byte[] document, WindowMarks marks) {
    List<Span> cuts = new ArrayList<>();
    marks.forEachRange(
        mode,
        (start, end) ->
            shrink(
                offset -> document[offset],
                document.length,
                start,
                end,
                (only, range) -> cuts.add(range),
                0));
    return cuts;
  }

  private static void cut(Corpus corpus, int document, long start, long end, CutSink sink) {
    long documentStart = corpus.documentStart(document);
    shrink(
        offset -> corpus.byteAt(documentStart + offset),
        corpus.documentSize(document),
        start - documentStart,
        end - documentStart,
        sink,
        document);
  }

  private static void shrink(
      Bytes bytes, int size, long start, long end, CutSink sink, int document) {
    int from = (int) Math.min(size, Math.max(0, start));
    int to = (int) Math.min(size, end);
    while (from < to && isContinuation(bytes.at(from))) {
      from++;
    }
    while (to > from && to < size && isContinuation(bytes.at(to))) {
      to--;
    }
    if (from < to) {
      sink.cut(document, new Span(from, to));
    }
  }

  private static boolean isContinuation(byte unit) {
    return (unit & 0xC0) == 0x80;
  }
}
