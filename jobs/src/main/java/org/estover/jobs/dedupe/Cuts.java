package org.estover.jobs.dedupe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.dedupe.span.Span;

/** What is to be cut from documents, by their numbers. Memory: 8 bytes a document, 16 a cut. */
public final class Cuts {
  private static final int[] NONE = {};

  private final int[][] bounds;
  private final int[] sizes;
  private final Map<String, Long> marked = new LinkedHashMap<>();

  /** Cuts nothing yet from so many documents. */
  Cuts(int documents) {
    bounds = new int[documents][];
    sizes = new int[documents];
    Arrays.fill(bounds, NONE);
  }

  /** Cuts a range that lies after those cut before. */
  void add(int document, Span range) {
    int size = sizes[document];
    if (size == bounds[document].length) {
      bounds[document] = Arrays.copyOf(bounds[document], Math.max(2, 2 * size));
    }
    bounds[document][size] = range.start();
    bounds[document][size + 1] = range.end();
    sizes[document] = size + 2;
  }

  /** Cuts these ranges in place of others: start and end of each, one after the other. */
  void set(int document, int[] startsAndEnds) {
    bounds[document] = startsAndEnds;
    sizes[document] = startsAndEnds.length;
  }

  /** Start and end of each cut of a document, one after the other. */
  int[] of(int document) {
    return Arrays.copyOf(bounds[document], sizes[document]);
  }

  /** The bytes that are cut from a document. */
  long bytes(int document) {
    return bytes(of(document));
  }

  /** The bytes between starts and ends. */
  static long bytes(int[] startsAndEnds) {
    long bytes = 0;
    for (int at = 0; at < startsAndEnds.length; at += 2) {
      bytes += startsAndEnds[at + 1] - startsAndEnds[at];
    }
    return bytes;
  }

  /** States how many bytes are marked, by the name that the report gives to the figure. */
  void mark(String name, long bytes) {
    marked.put(name, bytes);
  }

  Map<String, Long> marked() {
    return marked;
  }
}
