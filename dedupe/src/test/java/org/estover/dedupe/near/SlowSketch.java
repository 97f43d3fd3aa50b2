package org.estover.dedupe.near;

/** {@link MinHash.V2}, one place and one round after the other. */
final class SlowSketch {
  private SlowSketch() {}

  static long[] of(long[] shingles, int size) {
    long[] places = new long[size];
    for (int place = 0; place < size; place++) {
      places[place] = place(shingles, place, size);
    }
    return places;
  }

  private static long place(long[] shingles, int wanted, int size) {
    for (int round = 0; round < 2 * size; round++) {
      long smallest = Long.MAX_VALUE;
      for (long shingle : shingles) {
        long hash = round == 0 ? shingle : Shingles.mix(shingle + round * 0x9E3779B97F4A7C15L);
        long place = round < size ? ((hash >>> 32) * size) >>> 32 : round - size;
        if (place == wanted) {
          smallest = Math.min(smallest, hash & 0xFFFFFFFFL);
        }
      }
      if (smallest != Long.MAX_VALUE) {
        return smallest;
      }
    }
    throw new AssertionError("the round of place " + wanted + " takes all shingles");
  }
}
