package org.estover.tokenize.text.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Suffixes and places of a text by comparing bytes. */
public final class LiteralText {
  private LiteralText() {}

  /** The starts of all suffixes, sorted by comparing them. */
  public static int[] suffixes(byte[] text) {
    return IntStream.range(0, text.length)
        .boxed()
        .sorted((a, b) -> Arrays.compareUnsigned(text, a, text.length, text, b, text.length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Every place where a pattern stands. */
  public static List<Long> places(byte[] text, byte[] pattern) {
    List<Long> places = new ArrayList<>();
    for (int at = 0; at + pattern.length <= text.length; at++) {
      if (Arrays.equals(text, at, at + pattern.length, pattern, 0, pattern.length)) {
        places.add((long) at);
      }
    }
    return places;
  }
}
