package org.estover.tokenize.text;

import java.util.Arrays;

/**
 * Sorts all suffixes of a text: the places where they start, ascending by suffix, where one that
 * ends is smaller than one that goes on.
 *
 * <p>A suffix is of type S if it is smaller than the one that starts a place later, else of type L.
 * An LMS suffix is one of type S behind one of type L; from one to the next, both ends included, go
 * the LMS substrings. Two passes over buckets by first symbol, L from the left and S from the
 * right, sort the LMS substrings; equal ones get equal names. Where names repeat, the string of
 * names, at most half as long, is sorted by the same method. The LMS suffixes in their final order,
 * placed at the ends of their buckets, then induce all others by two more such passes.
 *
 * <p>Cost: linear in the text, whatever it says. Memory beside the text: 4 bytes per symbol for the
 * result, in which the recursion works, too, and 8 per distinct name, at most 4 per symbol.
 *
 * <p>Nong, Zhang, Chan: Two Efficient Algorithms for Linear Time Suffix Array Construction, IEEE
 * Transactions on Computers 60(10), 2011. Entries hold the place before their suffix, inverted
 * where the next pass has to pass them over, as in Mori's sais-lite.
 */
final class SuffixArray {
  private final int[] sa;

  private SuffixArray(int[] sa) {
    this.sa = sa;
  }

  /** Sorts the suffixes of {@code text[0, size)} into the first {@code size} places of an array. */
  static void sort(byte[] text, int size, int[] into) {
    new SuffixArray(into).sort(new Symbols(text, new int[0], 0), size, 1 << Byte.SIZE);
  }

  /** The text of bytes, or the names that lie at the end of the array itself. */
  private static final class Symbols {
    private final byte[] bytes;
    private final int[] names;
    private final int start;

    Symbols(byte[] bytes, int[] names, int start) {
      this.bytes = bytes;
      this.names = names;
      this.start = start;
    }

    int at(int place) {
      return names.length == 0 ? bytes[place] & 0xFF : names[start + place];
    }
  }

  private void sort(Symbols text, int size, int symbols) {
    if (size < 2) {
      Arrays.fill(sa, 0, size, 0);
      return;
    }
    int[] counts = new int[symbols];
    for (int i = 0; i < size; i++) {
      counts[text.at(i)]++;
    }
    int[] buckets = new int[symbols];
    int lms = placeLms(text, size, counts, buckets);
    if (lms > 1) {
      sortLmsSubstrings(text, size, counts, buckets);
      int names = name(text, size, lms);
      if (names < lms) {
        sortNames(text, size, lms, names);
      }
      spread(text, size, lms, counts, buckets);
    }
    induce(text, size, counts, buckets);
  }

  private static void starts(int[] counts, int[] buckets) {
    int sum = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      buckets[symbol] = sum;
      sum += counts[symbol];
    }
  }

  private static void ends(int[] counts, int[] buckets) {
    int sum = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      sum += counts[symbol];
      buckets[symbol] = sum;
    }
  }

  /** The greatest LMS place below {@code from}, a place of type L; -1 if there is none. */
  private static int lmsBefore(Symbols text, int from) {
    int i = from;
    int symbol = text.at(i);
    int last;
    do {
      last = symbol;
      i--;
      symbol = i < 0 ? 0 : text.at(i);
    } while (i >= 0 && symbol >= last);
    while (i >= 0 && symbol <= last) {
      last = symbol;
      i--;
      symbol = i < 0 ? 0 : text.at(i);
    }
    return i < 0 ? -1 : i + 1;
  }

  /**
   * Puts the place before each LMS suffix at the end of the suffix's bucket. Before the first one
   * there is nothing to induce, so it is left out; where it is the only one, it is put there
   * itself, which sorts it.
   */
  private int placeLms(Symbols text, int size, int[] counts, int[] buckets) {
    Arrays.fill(sa, 0, size, 0);
    ends(counts, buckets);
    int found = 0;
    int slot = -1;
    int later = -1;
    for (int place = lmsBefore(text, size - 1); place >= 0; place = lmsBefore(text, place - 1)) {
      if (slot >= 0) {
        sa[slot] = later - 1;
      }
      slot = --buckets[text.at(place)];
      later = place;
      found++;
    }
    if (found == 1) {
      sa[slot] = later;
    }
    return found;
  }

  /** Leaves each LMS place, inverted and in the order of the LMS substrings; all else is 0. */
  private void sortLmsSubstrings(Symbols text, int size, int[] counts, int[] buckets) {
    starts(counts, buckets);
    int bucket = text.at(size - 1);
    int at = buckets[bucket];
    sa[at++] = text.at(size - 2) < bucket ? ~(size - 2) : size - 2;
    for (int i = 0; i < size; i++) {
      int place = sa[i];
      if (place > 0) {
        int symbol = text.at(place);
        if (symbol != bucket) {
          buckets[bucket] = at;
          bucket = symbol;
          at = buckets[bucket];
        }
        sa[at++] = text.at(place - 1) < bucket ? ~(place - 1) : place - 1;
        sa[i] = 0;
      } else if (place < 0) {
        sa[i] = ~place;
      }
    }
    ends(counts, buckets);
    bucket = 0;
    at = buckets[bucket];
    for (int i = size - 1; i >= 0; i--) {
      int place = sa[i];
      if (place > 0) {
        int symbol = text.at(place);
        if (symbol != bucket) {
          buckets[bucket] = at;
          bucket = symbol;
          at = buckets[bucket];
        }
        sa[--at] = text.at(place - 1) > bucket ? ~place : place - 1;
        sa[i] = 0;
      }
    }
  }

  /**
   * Moves the sorted LMS places to the front, and gives each, behind them at half its place, the
   * name of its substring: from 1, ascending, equal for equal ones.
   *
   * @return the number of names
   */
  private int name(Symbols text, int size, int lms) {
    int moved = 0;
    for (int i = 0; moved < lms; i++) {
      int place = sa[i];
      if (place < 0) {
        sa[i] = 0;
        sa[moved++] = ~place;
      }
    }
    int end = size - 1;
    for (int place = lmsBefore(text, size - 1); place >= 0; place = lmsBefore(text, place - 1)) {
      sa[lms + (place >> 1)] = end - place + 1;
      end = place;
    }
    int names = 0;
    int last = size;
    int lastLength = 0;
    for (int i = 0; i < lms; i++) {
      int place = sa[i];
      int length = sa[lms + (place >> 1)];
      if (length != lastLength || !isEqual(text, size, place, last, length)) {
        names++;
        last = place;
        lastLength = length;
      }
      sa[lms + (place >> 1)] = names;
    }
    return names;
  }

  /** Whether two LMS substrings are equal; the one that ends with the text equals no other. */
  private static boolean isEqual(Symbols text, int size, int one, int other, int length) {
    if (other + length >= size || one + length >= size) {
      return false;
    }
    int i = 0;
    while (i < length && text.at(one + i) == text.at(other + i)) {
      i++;
    }
    return i == length;
  }

  /** Sorts the LMS suffixes by sorting the string of their names. */
  private void sortNames(Symbols text, int size, int lms, int names) {
    int start = size - lms;
    int to = size;
    for (int i = lms + (size >> 1) - 1; i >= lms; i--) {
      int name = sa[i];
      if (name != 0) {
        sa[--to] = name - 1;
      }
    }
    sort(new Symbols(new byte[0], sa, start), lms, names);
    to = size;
    for (int place = lmsBefore(text, size - 1); place >= 0; place = lmsBefore(text, place - 1)) {
      sa[--to] = place;
    }
    for (int i = 0; i < lms; i++) {
      sa[i] = sa[start + sa[i]];
    }
  }

  /** Moves the sorted LMS places from the front to the ends of their buckets; all else is 0. */
  private void spread(Symbols text, int size, int lms, int[] counts, int[] buckets) {
    ends(counts, buckets);
    int to = size;
    int i = lms - 1;
    while (i >= 0) {
      int symbol = text.at(sa[i]);
      int end = buckets[symbol];
      Arrays.fill(sa, end, to, 0);
      to = end;
      while (i >= 0 && text.at(sa[i]) == symbol) {
        sa[--to] = sa[i--];
      }
    }
    Arrays.fill(sa, 0, to, 0);
  }

  /** Sorts all suffixes from the LMS suffixes at the ends of their buckets. */
  private void induce(Symbols text, int size, int[] counts, int[] buckets) {
    starts(counts, buckets);
    int bucket = text.at(size - 1);
    int at = buckets[bucket];
    sa[at++] = text.at(size - 2) < bucket ? ~(size - 1) : size - 1;
    for (int i = 0; i < size; i++) {
      int place = sa[i];
      sa[i] = ~place;
      if (place > 0) {
        place--;
        int symbol = text.at(place);
        if (symbol != bucket) {
          buckets[bucket] = at;
          bucket = symbol;
          at = buckets[bucket];
        }
        sa[at++] = place > 0 && text.at(place - 1) < bucket ? ~place : place;
      }
    }
    ends(counts, buckets);
    bucket = 0;
    at = buckets[bucket];
    for (int i = size - 1; i >= 0; i--) {
      int place = sa[i];
      if (place > 0) {
        place--;
        int symbol = text.at(place);
        if (symbol != bucket) {
          buckets[bucket] = at;
          bucket = symbol;
          at = buckets[bucket];
        }
        sa[--at] = place == 0 || text.at(place - 1) > bucket ? ~place : place;
      } else {
        sa[i] = ~place;
      }
    }
  }
}
