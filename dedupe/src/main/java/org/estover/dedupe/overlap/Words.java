package org.estover.dedupe.overlap;

import java.util.Arrays;

/**
 * The words of a text, one after the other, with their places.
 *
 * <p>One pass, no object per word. A character may become several words (the fraction ½ is 1 and
 * 2); their places are the same then, and {@link #skip} tells them apart. Serves one thread.
 */
final class Words {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int[] NO_UNITS = {};
  private static final int[] LONE = {OverlapFold.SEPARATOR};
  private static final int CACHE_SIZE = 1 << 10;

  private final OverlapFold fold;
  private final int[] table;
  private final boolean capturing;
  private final int[] cachedPoints = new int[CACHE_SIZE];
  private final int[][] cachedUnits = new int[CACHE_SIZE][];
  private char[] captured = new char[64];
  private int capturedSize;

  private String text = "";
  private int at;
  private int[] pending = NO_UNITS;
  private int pendingAt;
  private int pendingFrom;
  private int pendingTo;
  private int endedInPending;

  private long hash;
  private boolean lettered;
  private int start;
  private int end;
  private int skip;
  private boolean gap;

  /** Makes a reader of words; one that captures can say their letters. */
  Words(OverlapFold fold, boolean capturing) {
    this.fold = fold;
    this.table = fold.basicPlane();
    this.capturing = capturing;
    Arrays.fill(cachedUnits, NO_UNITS);
  }

  /** Begins at a word's {@link #start}, without the words of {@link #skip} before it. */
  void reset(String newText, int from, int skipped) {
    text = newText;
    at = from;
    pending = NO_UNITS;
    pendingAt = 0;
    for (int i = 0; i < skipped; i++) {
      next();
    }
  }

  /** Reads the next word; false at the end. */
  boolean next() {
    hash = 0;
    lettered = false;
    start = -1;
    skip = 0;
    gap = false;
    capturedSize = 0;
    if (pendingAt < pending.length && drain()) {
      return true;
    }
    String from = text;
    int[] units = table;
    int size = from.length();
    long h = hash;
    boolean letters = lettered;
    int begin = start;
    int i = at;
    while (i < size) {
      int unit = units[from.charAt(i)];
      if (unit > OverlapFold.SEPARATOR && unit < OverlapFold.EXPANSION) {
        h = (h + unit) * FACTOR;
        if (!letters) {
          letters = true;
          begin = begin < 0 ? i : begin;
        }
        if (capturing) {
          capture(unit);
        }
        i++;
      } else if (unit == OverlapFold.SEPARATOR) {
        if (letters) {
          at = i + 1;
          return word(h, begin, i);
        }
        gap |= begin >= 0;
        begin = -1;
        i++;
      } else if (unit == OverlapFold.DROPPED) {
        begin = begin < 0 ? i : begin;
        i++;
      } else {
        hash = h;
        lettered = letters;
        start = begin;
        at = i;
        if (special(unit)) {
          return true;
        }
        h = hash;
        letters = lettered;
        begin = start;
        i = at;
      }
    }
    at = i;
    return letters && word(h, begin, i);
  }

  /** A hash of the word's letters. */
  long hash() {
    return mixed(hash);
  }

  /** Where the word starts. */
  int start() {
    return start;
  }

  /** Where the word ends, exclusive. */
  int end() {
    return end;
  }

  /** How many words of the character at {@link #start} come before this one. */
  int skip() {
    return skip;
  }

  /** Whether characters without a letter stood alone between the word before and this one. */
  boolean gap() {
    return gap;
  }

  /** Whether the captured letters are those between two places of an array. */
  boolean isSpelled(char[] letters, int from, int to) {
    return Arrays.equals(captured, 0, capturedSize, letters, from, to);
  }

  /** Appends the captured letters. */
  void spell(StringBuilder target) {
    target.append(captured, 0, capturedSize);
  }

  private boolean word(long h, int from, int to) {
    hash = h;
    lettered = true;
    start = from;
    end = to;
    return true;
  }

  /**
   * Takes a character that isn't simply a letter, a separator or vanishing; true if a word ends.
   */
  private boolean special(int unit) {
    if (unit == OverlapFold.SURROGATE) {
      if (!TextRanges.isPair(text, at)) {
        return expand(LONE, 1);
      }
      int[] units = unitsAt(at);
      if (units.length == 0) {
        start = start < 0 ? at : start;
        at += 2;
        return false;
      }
      return (units.length == 1 && units[0] >= OverlapFold.ALONE)
          ? alone(units[0], 2)
          : expand(units, 2);
    }
    return unit >= OverlapFold.ALONE ? alone(unit, 1) : expand(fold.expansion(unit), 1);
  }

  /** A character that is a word, with the marks behind it; it ends a word before it. */
  private boolean alone(int unit, int width) {
    if (lettered) {
      end = at;
      return true;
    }
    start = start < 0 ? at : start;
    letter(unit & ~OverlapFold.ALONE);
    at += width;
    for (int vanished = vanishing(); vanished > 0; vanished = vanishing()) {
      at += vanished;
    }
    end = at;
    return true;
  }

  /** The width of a vanishing character that comes next, or 0. */
  private int vanishing() {
    if (at == text.length()) {
      return 0;
    }
    int unit = table[text.charAt(at)];
    if (unit == OverlapFold.DROPPED) {
      return 1;
    }
    boolean pair = unit == OverlapFold.SURROGATE && TextRanges.isPair(text, at);
    return (pair && unitsAt(at).length == 0) ? 2 : 0;
  }

  private boolean expand(int[] units, int width) {
    pending = units;
    pendingAt = 0;
    pendingFrom = at;
    pendingTo = at + width;
    endedInPending = 0;
    at = pendingTo;
    return drain();
  }

  private boolean drain() {
    while (pendingAt < pending.length) {
      int unit = pending[pendingAt];
      boolean ends = unit == OverlapFold.SEPARATOR || unit >= OverlapFold.ALONE;
      if (ends && lettered) {
        // A word that ended before this character has no part of it.
        end = pendingAt == 0 ? pendingFrom : pendingTo;
        endedInPending += pendingAt == 0 ? 0 : 1;
        return true;
      }
      pendingAt++;
      if (unit == OverlapFold.SEPARATOR) {
        gap |= start >= 0;
        start = -1;
        continue;
      }
      if (start < 0) {
        start = pendingFrom;
        skip = endedInPending;
      }
      letter(unit & ~OverlapFold.ALONE);
      if (unit >= OverlapFold.ALONE) {
        end = pendingTo;
        endedInPending++;
        return true;
      }
    }
    return false;
  }

  private void letter(int unit) {
    hash = (hash + unit) * FACTOR;
    lettered = true;
    if (capturing) {
      capture(unit);
    }
  }

  private int[] unitsAt(int high) {
    int codePoint = Character.toCodePoint(text.charAt(high), text.charAt(high + 1));
    int slot = codePoint & (CACHE_SIZE - 1);
    if (cachedPoints[slot] != codePoint) {
      cachedUnits[slot] = OverlapFold.units(codePoint);
      cachedPoints[slot] = codePoint;
    }
    return cachedUnits[slot];
  }

  private void capture(int unit) {
    if (capturedSize + 2 > captured.length) {
      captured = Arrays.copyOf(captured, 2 * captured.length);
    }
    if (unit < 0x10000) {
      captured[capturedSize++] = (char) unit;
    } else {
      // The number for NUL, beyond Unicode, is spelled as itself again.
      capturedSize += unit > Character.MAX_CODE_POINT ? nul() : pair(unit);
    }
  }

  private int nul() {
    captured[capturedSize] = 0;
    return 1;
  }

  private int pair(int unit) {
    captured[capturedSize] = Character.highSurrogate(unit);
    captured[capturedSize + 1] = Character.lowSurrogate(unit);
    return 2;
  }

  private static long mixed(long h) {
    long x = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
    return x ^ (x >>> 32);
  }
}
