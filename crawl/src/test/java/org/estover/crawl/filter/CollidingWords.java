package org.estover.crawl.filter;

import java.util.SplittableRandom;

/**
 * Texts whose words have one hash, where a hash is a chain of XOR and a known factor and the seed
 * is known.
 *
 * <p>Only the lowest 16 bits of the seed matter for it: changes of five characters in a row, which
 * together come to nothing modulo 2^64, are told by a lattice; each run of five can be written in
 * two ways then, and a word of n runs in 2^n.
 */
final class CollidingWords {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  /** The sum of these, each times the factor once more than the next, is 0 modulo 2^64. */
  private static final int[] CHANGES = {163, 788, 2850, -2934, 2789};

  private static final int FIRST_LETTER = 0x4e00;
  private static final int LAST_LETTER = 0x9fa5;
  private static final int TRIES = 2000;

  private final SplittableRandom random;
  private long state;
  private long twin;

  private CollidingWords(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A text of so many different words; the seed of the hashes as {@link #withSeed} forces it. */
  static String of(int binaryLogarithm) {
    CollidingWords words = new CollidingWords(1);
    words.state = Hashing.mix(0, 0);
    String[][] runs = new String[binaryLogarithm][];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = words.run();
    }
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 1 << runs.length; word++) {
      for (int i = 0; i < runs.length; i++) {
        text.append(runs[i][(word >> i) & 1]);
      }
      text.append("\u4e00\u4e01\u4e02\u4e03 ");
    }
    return withSeed(text.toString());
  }

  /** A text with an end that makes the halves of its seed equal, where each reads half of it. */
  static String withSeed(String begin) {
    String text = begin + " ".repeat(-begin.length() & 7);
    SplittableRandom random = new SplittableRandom(2);
    char[] chars = text.toCharArray();
    long one = chars.length + 8L;
    long other = ~one;
    for (int at = 0; at < chars.length; at += 8) {
      one = Hashing.mix(one, Hashing.four(chars, at));
      other = Hashing.mix(other, Hashing.four(chars, at + 4));
    }
    char[] end = new char[8];
    boolean isWord;
    do {
      isWord = true;
      for (int i = 0; i < 4; i++) {
        end[i + 4] = (char) random.nextInt(FIRST_LETTER, LAST_LETTER + 1);
        end[i] = (char) (end[i + 4] ^ ((one ^ other) >>> (16 * i)));
        isWord &= !Character.isSurrogate(end[i]) && !Letters.isSpace(end[i]);
      }
    } while (!isWord);
    return text + new String(end);
  }

  /** Five characters, and five others after which the hash is the same. */
  private String[] run() {
    long start = state;
    while (true) {
      StringBuilder one = new StringBuilder();
      StringBuilder other = new StringBuilder();
      state = start;
      twin = start;
      int change = 0;
      while (change < CHANGES.length && step(CHANGES[change], one, other)) {
        change++;
      }
      if (change == CHANGES.length) {
        return new String[] {one.toString(), other.toString()};
      }
    }
  }

  /** Finds two letters that differ in what they do by a change; returns whether it did. */
  private boolean step(int change, StringBuilder one, StringBuilder other) {
    int low = (int) state & 0xffff;
    int lowOfTwin = (int) twin & 0xffff;
    for (int i = 0; i < TRIES; i++) {
      int letter = random.nextInt(FIRST_LETTER, LAST_LETTER + 1);
      int letterOfTwin = ((letter ^ low) + change + lowOfTwin - low) ^ lowOfTwin;
      if (letterOfTwin >= FIRST_LETTER && letterOfTwin <= LAST_LETTER) {
        one.append((char) letter);
        other.append((char) letterOfTwin);
        state = (state ^ letter) * FACTOR;
        twin = (twin ^ letterOfTwin) * FACTOR;
        return true;
      }
    }
    return false;
  }
}
