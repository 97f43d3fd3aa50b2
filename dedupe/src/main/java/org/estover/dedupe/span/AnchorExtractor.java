package org.estover.dedupe.span;

import java.util.Arrays;

/**
 * Chooses the anchors of a text: of every window of k bytes one gram of q bytes, by what stands in
 * the window alone.
 *
 * <p>Idea (winnowing): every gram has a rolling hash; a window's anchor is the gram of least hash
 * in it, the leftmost of several. So equal windows have equal anchors at equal offsets, and to find
 * all repeated windows it is enough to compare the surroundings of anchors with the same hash. The
 * windows of one anchor are consecutive; in common text an anchor serves (k - q + 2) / 2 windows.
 *
 * <p>The least hash of a sliding window is kept as a queue of two halves, of which the older one
 * knows its suffix minima; so each byte costs a constant time whatever the text, rising hashes and
 * one repeated character included. A periodic stretch would make an anchor per period: windows that
 * equal those one period before are reported as {@linkplain AnchorSink#periodic periodic} instead,
 * after their bytes were compared. The first window of its kind always has an anchor.
 *
 * <p>Hashes are of no account for the result, only for speed: whoever makes hashes collide makes
 * groups of anchors larger, which {@link GroupVerifier} compares in linear time all the same.
 *
 * <p>Memory: 12 bytes per gram of a window. Not thread-safe; one instance scans one text at a time.
 * Source: Schleimer, Wilkerson, Aiken, Winnowing (SIGMOD 2003).
 */
public final class AnchorExtractor {
  private static final long FACTOR = 0xD1342543DE82EF95L;
  private static final AnchorSink NOWHERE =
      new AnchorSink() {
        @Override
        public void anchor(long hash, int offset) {}

        @Override
        public void periodic(int first, int last, int period) {}
      };

  private final int minBytes;
  private final GramHash grams;
  private final int gramsPerWindow;

  /** Hashes of the last grams, by offset modulo the length; {@code suffix} likewise. */
  private final long[] hashes;

  /** Where the least gram from here to {@code olderEnd} is. */
  private final int[] suffix;

  private int olderEnd;
  private int newerSeen;
  private int newerAt;

  private byte[] text = {};
  private int from;
  private AnchorSink sink = NOWHERE;
  private int lastAt;
  private long lastHash;

  /** The period of the present stretch, 0 if there is none. */
  private int period;

  /** Up to here each byte equals the one a period before. */
  private int periodicTo;

  /** The windows of the stretch that are not reported yet, none if the last is before the first. */
  private int periodicFirst;

  private int periodicLast;

  /** Makes an extractor for windows of this length. */
  public AnchorExtractor(SpanConfig config) {
    this(config, new GramHash(config.gramBytes(), FACTOR));
  }

  AnchorExtractor(SpanConfig config, GramHash grams) {
    this.grams = grams;
    minBytes = config.minBytes();
    gramsPerWindow = config.gramsPerWindow();
    int ring = Math.max(2, Integer.highestOneBit(gramsPerWindow) << 1);
    hashes = new long[ring];
    suffix = new int[ring];
  }

  /** The hash of the grams. */
  GramHash grams() {
    return grams;
  }

  /** Reports the anchors of a document; none if it is shorter than a window. */
  public void extract(byte[] document, AnchorSink to) {
    extract(document, 0, document.length, to);
  }

  /** Reports the anchors of the windows that lie within a part of a text. */
  void extract(byte[] bytes, int start, int end, AnchorSink to) {
    if (end - minBytes < start) {
      return;
    }
    text = bytes;
    from = start;
    sink = to;
    lastAt = -1;
    period = 0;
    periodicLast = -1;
    olderEnd = -1;
    scan(bytes, start, end - minBytes);
    endStretch();
    text = new byte[0];
    sink = NOWHERE;
  }

  private void scan(byte[] bytes, int start, int lastWindow) {
    long[] ring = hashes;
    int mask = ring.length - 1;
    int gramEnd = grams.size() - 1;
    int windowBack = gramsPerWindow - 1;
    long factor = grams.factor();
    long dropFactor = grams.dropFactor();
    long hash = grams.of(bytes, start);
    ring[start & mask] = hash;
    long least = hash;
    int leastAt = start;
    int first = start;
    for (int at = start + 1; at <= lastWindow + windowBack; at++) {
      hash = hash * factor + ((bytes[at + gramEnd] & 0xFF) - (bytes[at - 1] & 0xFF) * dropFactor);
      ring[at & mask] = hash;
      int window = at - windowBack;
      if (hash < least) {
        if (first < window) {
          close(least, leastAt, first, window - 1);
          first = window;
        }
        least = hash;
        leastAt = at;
      } else if (leastAt < window) {
        close(least, leastAt, first, window - 1);
        first = window;
        leastAt = leastFrom(window, at);
        least = ring[leastAt & mask];
      }
    }
    close(least, leastAt, first, lastWindow);
  }

  /** The leftmost of the least grams from {@code window} to {@code at}. */
  private int leastFrom(int window, int at) {
    if (window > olderEnd) {
      return startHalf(window, at);
    }
    int mask = hashes.length - 1;
    for (int gram = newerSeen + 1; gram <= at; gram++) {
      if (newerAt <= olderEnd || hashes[gram & mask] < hashes[newerAt & mask]) {
        newerAt = gram;
      }
    }
    newerSeen = at;
    int older = suffix[window & mask];
    boolean isOlder = newerAt <= olderEnd || hashes[older & mask] <= hashes[newerAt & mask];
    return isOlder ? older : newerAt;
  }

  /** Makes all grams of the window the older half; the newer one is empty then. */
  private int startHalf(int window, int at) {
    int mask = hashes.length - 1;
    int leastAt = at;
    long least = hashes[at & mask];
    for (int gram = at; gram >= window; gram--) {
      if (hashes[gram & mask] <= least) {
        least = hashes[gram & mask];
        leastAt = gram;
      }
      suffix[gram & mask] = leastAt;
    }
    olderEnd = at;
    newerSeen = at;
    newerAt = at;
    return leastAt;
  }

  /** Reports an anchor whose windows are known now. */
  private void close(long hash, int at, int first, int last) {
    if (lastAt >= 0 && hash == lastHash && isPeriodic(at - lastAt, first, last)) {
      periodicLast = last;
    } else {
      endStretch();
      sink.anchor(hash, at);
    }
    lastHash = hash;
    lastAt = at;
  }

  /** Whether each of the windows equals the one so many bytes before it. */
  private boolean isPeriodic(int distance, int first, int last) {
    if (first - distance < from) {
      return false;
    }
    if (distance != period) {
      endStretch();
      period = distance;
      periodicFirst = first;
      periodicTo = first;
    }
    int end = last + minBytes;
    if (Arrays.mismatch(text, periodicTo, end, text, periodicTo - period, end - period) >= 0) {
      return false;
    }
    periodicTo = end;
    return true;
  }

  private void endStretch() {
    if (period > 0 && periodicLast >= periodicFirst) {
      sink.periodic(periodicFirst, periodicLast, period);
    }
    period = 0;
    periodicLast = -1;
  }
}
