package org.estover.crawl.filter;

import java.util.Arrays;

/**
 * The n-grams of a text's words for one n after another, from 2: how often each stands.
 *
 * <p>An n-gram is a shorter one and a word more, so two are equal if the places where their
 * beginnings stand first are, and their last words: nothing longer is compared. Only where the
 * beginning stands again can the whole do, and the others are not looked at a second time.
 *
 * <p>Time: O(words) for each n, and mostly O(words that are repeated). Memory: 20 bytes a word.
 */
final class WordSequences {
  private final long seed;
  private final int[] words;
  private final int[] lengths;
  private final int size;

  /** Where the n-gram that begins at a word stands first; of no meaning where it is single. */
  private final int[] first;

  /** How often the n-gram that stands first at a word stands. */
  private final int[] counts;

  /** The beginnings of n-grams that stand more than once. */
  private final int[] places;

  private int[] shorter;
  private int repeated;
  private int n = 1;
  private final Slots slots = new Slots();

  WordSequences(long seed, WordNumbers numbers) {
    this.seed = seed;
    this.size = numbers.words();
    this.words = numbers.numbers();
    this.lengths = numbers.lengths();
    this.first = Arrays.copyOf(words, size);
    this.shorter = new int[size];
    this.counts = new int[size];
    this.places = new int[size];
    for (int i = 0; i < size; i++) {
      if (numbers.counts()[words[i]] > 1) {
        places[repeated++] = i;
      }
    }
  }

  /** Makes n one larger. */
  void lengthen() {
    n++;
    slots.clear(repeated);
    for (int i = 0; i < repeated; i++) {
      shorter[places[i]] = first[places[i]];
    }
    int within = 0;
    for (; within < repeated && places[within] <= size - n; within++) {
      count(places[within]);
    }
    repeated = 0;
    for (int i = 0; i < within; i++) {
      if (counts[first[places[i]]] > 1) {
        places[repeated++] = places[i];
      }
    }
  }

  private void count(int at) {
    int last = words[at + n - 1];
    int hash = (int) (Hashing.mix(Hashing.mix(seed, shorter[at]), last) >>> 32);
    int slot = slots.first(hash);
    while (!slots.isFree(slot)) {
      int known = slots.number(slot);
      if (slots.hasHash(slot, hash)
          && shorter[known] == shorter[at]
          && words[known + n - 1] == last) {
        first[at] = known;
        counts[known]++;
        return;
      }
      slot = slots.next(slot);
    }
    slots.put(slot, hash, at);
    first[at] = at;
    counts[at] = 1;
  }

  /**
   * The length of the n-gram that stands most often, of several the one that stands first, times
   * how often it does; 0 if there is none.
   */
  long lengthOfTop() {
    if (size < n) {
      return 0;
    }
    int top = 0;
    int most = 1;
    for (int i = 0; i < repeated; i++) {
      int at = places[i];
      if (first[at] == at && counts[at] > most) {
        top = at;
        most = counts[at];
      }
    }
    return length(top) * most;
  }

  /** The length of all n-grams that stand more than once, wherever they do. */
  long lengthOfRepeated() {
    long length = 0;
    for (int i = 0; i < repeated; i++) {
      length += length(places[i]);
    }
    return length;
  }

  /** The length of all n-grams; 1 if there is none. */
  long lengthOfAll() {
    long all = 0;
    for (int i = 0; i < size; i++) {
      // So many n-grams hold the word.
      int holding = Math.min(Math.min(i, size - 1 - i) + 1, Math.min(n, size - n + 1));
      all += (long) lengths[words[i]] * Math.max(0, holding);
    }
    return Math.max(1, all);
  }

  private long length(int at) {
    long length = 0;
    for (int i = at; i < at + n; i++) {
      length += lengths[words[i]];
    }
    return length;
  }
}
