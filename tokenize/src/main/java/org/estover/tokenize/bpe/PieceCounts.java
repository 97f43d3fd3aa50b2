package org.estover.tokenize.bpe;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each piece occurs in texts: all that training has to know of them.
 *
 * <p>Sums don't depend on who added what first, so any number of workers may each fill their own
 * and add them up. Memory: the distinct pieces, some 100 bytes each. Not thread-safe.
 */
public final class PieceCounts {
  private final PiecePattern pattern;
  private final PieceScanner scanner;
  private final Normalization normalization;
  private final Map<String, Long> counts = new HashMap<>();
  private final Utf8Text text = new Utf8Text(false);

  PieceCounts(PiecePattern pattern, Normalization normalization) {
    this.pattern = pattern;
    this.scanner = pattern.scanner();
    this.normalization = normalization;
  }

  /** Counts the pieces of a text. */
  public void add(CharSequence chars) {
    text.load(chars);
    if (normalization.mayChange(text.bytes(), 0, text.size())) {
      text.load(normalization.apply(chars));
    }
    byte[] bytes = text.bytes();
    int end = text.size();
    int at = 0;
    while (at < end) {
      int pieceEnd = scanner.pieceEnd(bytes, at, end);
      String piece = new String(bytes, at, pieceEnd - at, StandardCharsets.ISO_8859_1);
      counts.merge(piece, 1L, Math::addExact);
      at = pieceEnd;
    }
  }

  /** Adds what another one counted, by the same pattern and normalizer. */
  public void add(PieceCounts other) {
    if (other.pattern != pattern || other.normalization != normalization) {
      throw new IllegalArgumentException("counts of " + other.pattern + ", not of " + pattern);
    }
    other.counts.forEach((piece, count) -> counts.merge(piece, count, Math::addExact));
  }

  PiecePattern pattern() {
    return pattern;
  }

  Normalization normalization() {
    return normalization;
  }

  /** The counts by the bytes of the pieces, a char for each, in their order. */
  SortedMap<String, Long> sorted() {
    return new TreeMap<>(counts);
  }
}
