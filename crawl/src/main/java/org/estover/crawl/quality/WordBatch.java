package org.estover.crawl.quality;

/** Words of a text that are looked up together, and the numbers that are found for them. */
final class WordBatch {
  private static final int MOST = 256;

  final int[] hashes = new int[MOST];
  final int[] begins = new int[MOST];
  final int[] ends = new int[MOST];

  /** What a dictionary found: the number of each word, or -1. */
  final int[] numbers = new int[MOST];

  /** Room for the dictionary to look them up. */
  final long[] entries = new long[MOST];

  private int count;

  int count() {
    return count;
  }

  boolean isFull() {
    return count == MOST;
  }

  void clear() {
    count = 0;
  }

  /** Adds a word to what is not full. */
  void add(int hash, int begin, int end) {
    hashes[count] = hash;
    begins[count] = begin;
    ends[count] = end;
    count++;
  }
}
