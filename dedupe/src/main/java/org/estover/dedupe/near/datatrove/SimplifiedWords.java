package org.estover.dedupe.near.datatrove;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The words of a simplified text, a window of them at a time.
 *
 * <p>One pass over the text writes the UTF-8 of its words, single spaces between, so that a run of
 * words is a run of bytes. Where the window is full, it moves on and keeps its last words; memory
 * is a window of words, whatever the text has. One thread at a time.
 *
 * <p>The order of marks is the one thing that needs more than the look-up of a code point: NFD
 * sorts runs of marks by combining class, and a few that are not non-spacing stay in the text. They
 * are written as they come; runs that turn out unsorted are sorted when the window is full.
 */
final class SimplifiedWords {
  private static final int[] ASCII = new int[0x80];
  private static final int MOST_BYTES_PER_POINT = 4;

  /** What may stand between the whole and the fractional digits of one number. */
  private static final String SEPARATORS = ".,\u060C\u066B\u2396\u2397\u2398";

  static {
    Arrays.setAll(ASCII, TextFold::of);
  }

  private final int window;
  private final int kept;
  private final boolean keepsEmptyWords;
  private final List<int[]> unsorted = new ArrayList<>();

  private String text = "";
  private int at;
  private byte[] utf8 = new byte[1 << 14];
  private int size;
  private int[] starts;
  private int count;
  private boolean inWord;
  private boolean onlyMarks;
  private int emptyWords;
  private int marksStart;
  private int marksEnd = -1;
  private int lastClass;
  private boolean marksUnsorted;

  /**
   * Makes a window.
   *
   * @param window the most words in it
   * @param kept the words that are still there when it has moved on
   * @param keepsEmptyWords whether words of which nothing is left have a space after them, as in
   *     the text that datatrove makes before it is cut into words
   */
  SimplifiedWords(int window, int kept, boolean keepsEmptyWords) {
    if (kept < 0 || kept >= window) {
      throw new IllegalArgumentException(kept + " words kept of " + window);
    }
    this.window = window;
    this.kept = kept;
    this.keepsEmptyWords = keepsEmptyWords;
    starts = new int[Math.min(window, 1 << 10)];
  }

  /** Goes to the start of a text. */
  void open(CharSequence next) {
    text = next.toString();
    at = 0;
    size = 0;
    count = 0;
    inWord = false;
    onlyMarks = false;
    emptyWords = 0;
    endMarks();
  }

  /**
   * Fills the window and returns whether that added a word; the words that were kept from the last
   * time are the first.
   */
  boolean advance() {
    moveOn();
    int before = count;
    read();
    endMarks();
    for (int[] range : unsorted) {
      sortMarks(range[0], range[1]);
    }
    unsorted.clear();
    return count > before;
  }

  /** The words in the window. */
  int count() {
    return count;
  }

  /** The window's bytes; valid up to {@link #size} and until it moves on. */
  byte[] utf8() {
    return utf8;
  }

  int size() {
    return size;
  }

  /** Where a word starts. */
  int start(int word) {
    return starts[word];
  }

  /** Where a word ends. */
  int end(int word) {
    return word + 1 < count ? starts[word + 1] - 1 : size;
  }

  private void moveOn() {
    if (count <= kept) {
      return;
    }
    int first = count - kept;
    int from = kept == 0 ? size : starts[first];
    System.arraycopy(utf8, from, utf8, 0, size - from);
    for (int word = 0; word < kept; word++) {
      starts[word] = starts[first + word] - from;
    }
    size -= from;
    count = kept;
  }

  private void read() {
    String chars = text;
    int length = chars.length();
    while (at < length) {
      int point = chars.charAt(at);
      int folded;
      if (point < ASCII.length) {
        folded = ASCII[point];
      } else {
        point = chars.codePointAt(at);
        folded = TextFold.of(point);
      }
      if (folded > 0) {
        if (!inWord && !startsWord()) {
          return;
        }
        append(folded);
        at += Character.charCount(point);
      } else if (folded == TextFold.SPACE) {
        endWord();
        at++;
      } else if (!readsSpecial(point, folded)) {
        return;
      }
    }
  }

  private boolean readsSpecial(int point, int folded) {
    int width = Character.charCount(point);
    if (folded == TextFold.DROPPED || folded == TextFold.DROPPED_STARTER) {
      onlyMarks |= !inWord;
      if (folded == TextFold.DROPPED_STARTER) {
        endMarks();
      }
      at += width;
      return true;
    }
    if (!inWord && !startsWord()) {
      return false;
    }
    if (folded == TextFold.DIGIT) {
      append('0');
      at = afterNumber();
    } else if (folded == TextFold.SIGMA) {
      append(isFinalSigma() ? 'ς' : 'σ');
      at += width;
    } else {
      for (int part : TextFold.expansion(point, folded)) {
        appendExpanded(part);
      }
      at += width;
    }
    return true;
  }

  /** Starts a word, unless the window is full. */
  private boolean startsWord() {
    if (count == window) {
      return false;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, Math.min(window, 2 * count));
    }
    if (count > 0) {
      append(' ');
      for (; keepsEmptyWords && emptyWords > 0; emptyWords--) {
        append(' ');
      }
    }
    emptyWords = 0;
    onlyMarks = false;
    inWord = true;
    starts[count++] = size;
    return true;
  }

  private void endWord() {
    inWord = false;
    if (onlyMarks) {
      onlyMarks = false;
      emptyWords++;
    }
  }

  /** Digits, and once a separator with digits after it. */
  private int afterNumber() {
    int end = afterDigits(at);
    if (end < text.length() && SEPARATORS.indexOf(text.charAt(end)) >= 0) {
      int after = afterDigits(end + 1);
      end = after > end + 1 ? after : end;
    }
    return end;
  }

  private int afterDigits(int from) {
    int end = from;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      if (TextFold.of(point) != TextFold.DIGIT) {
        break;
      }
      end += Character.charCount(point);
    }
    return end;
  }

  /** Whether a cased letter stands before and none after, marks and the like not regarded. */
  private boolean isFinalSigma() {
    int before = at;
    while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    if (before == 0 || !isCased(text.codePointBefore(before))) {
      return false;
    }
    int after = at + 1;
    while (after < text.length() && isCaseIgnorable(text.codePointAt(after))) {
      after += Character.charCount(text.codePointAt(after));
    }
    return after == text.length() || !isCased(text.codePointAt(after));
  }

  private static boolean isCaseIgnorable(int point) {
    return UCharacter.hasBinaryProperty(point, UProperty.CASE_IGNORABLE);
  }

  private static boolean isCased(int point) {
    return UCharacter.hasBinaryProperty(point, UProperty.CASED);
  }

  private void appendExpanded(int expanded) {
    int point = expanded & ((1 << TextFold.CLASS_SHIFT) - 1);
    int combining = expanded >>> TextFold.CLASS_SHIFT;
    if (combining == 0) {
      append(point);
      return;
    }
    if (size != marksEnd) {
      endMarks();
      marksStart = size;
      lastClass = 0;
    }
    marksUnsorted |= combining < lastClass;
    lastClass = combining;
    append(point);
    marksEnd = size;
  }

  private void endMarks() {
    if (marksUnsorted) {
      unsorted.add(new int[] {marksStart, marksEnd});
      marksUnsorted = false;
    }
    marksEnd = -1;
  }

  private void sortMarks(int from, int to) {
    byte[] sorted =
        new String(utf8, from, to - from, StandardCharsets.UTF_8)
            .codePoints()
            .boxed()
            .sorted(Comparator.comparingInt(UCharacter::getCombiningClass))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    System.arraycopy(sorted, 0, utf8, from, sorted.length);
  }

  private void append(int point) {
    if (size + MOST_BYTES_PER_POINT > utf8.length) {
      utf8 = Arrays.copyOf(utf8, Math.addExact(utf8.length, utf8.length / 2));
    }
    if (point < 0x80) {
      utf8[size++] = (byte) point;
    } else if (point < 0x800) {
      utf8[size++] = (byte) (0xC0 | (point >> 6));
      utf8[size++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      utf8[size++] = (byte) (0xE0 | (point >> 12));
      utf8[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      utf8[size++] = (byte) (0x80 | (point & 0x3F));
    } else {
      utf8[size++] = (byte) (0xF0 | (point >> 18));
      utf8[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      utf8[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      utf8[size++] = (byte) (0x80 | (point & 0x3F));
    }
  }
}
