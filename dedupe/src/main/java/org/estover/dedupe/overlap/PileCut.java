package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts windows around shared n-grams out of a text, as lm-evaluation-harness does.
 *
 * <p>All widths are code points. What stands between two windows stays if it is longer than the
 * least piece, from the last code point of the window before (which stays, as there) on. Behind the
 * last window a piece begins one further; there, and for a whole text that shares nothing, the
 * least length itself is enough.
 */
final class PileCut {
  private PileCut() {}

  /** The pieces as start and end characters. */
  static List<int[]> pieces(String text, PileRule rule, int[] starts, int[] ends) {
    List<int[]> pieces = new ArrayList<>();
    if (starts.length == 0) {
      if (text.codePointCount(0, text.length()) >= rule.leastPiece()) {
        pieces.add(new int[] {0, text.length()});
      }
      return pieces;
    }
    int kept = 0;
    for (int i = 0; i < starts.length; i++) {
      int from = back(text, starts[i], rule.windowCodePoints());
      if (from > kept && text.codePointCount(kept, from) > rule.leastPiece()) {
        pieces.add(new int[] {kept, from});
      }
      kept = forth(text, text.offsetByCodePoints(ends[i], -1), rule.windowCodePoints());
    }
    if (text.codePointCount(kept, text.length()) > rule.leastPiece()) {
      pieces.add(new int[] {forth(text, kept, 1), text.length()});
    }
    return pieces;
  }

  private static int back(String text, int from, int codePoints) {
    int at = from;
    for (int i = 0; i < codePoints && at > 0; i++) {
      at = text.offsetByCodePoints(at, -1);
    }
    return at;
  }

  private static int forth(String text, int from, int codePoints) {
    int at = from;
    for (int i = 0; i < codePoints && at < text.length(); i++) {
      at = text.offsetByCodePoints(at, 1);
    }
    return at;
  }
}
