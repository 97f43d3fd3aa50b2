package org.estover.dedupe.exact;

/**
 * One block of a Bloom filter: all bits that its keys set, 512 of them.
 *
 * <p>The upper half of a 128-bit key chooses the block. The lower half is split into the places of
 * seven bits in it, nine bits each; further places come from the lower half mixed again. What a
 * block answers depends on the keys of that block alone and on their order, so blocks may be filled
 * in different places, which is how a filter is made over Spark. Not thread-safe.
 */
public final class BloomBlock {
  /** Words of 64 bits in a block. */
  public static final int WORDS = BloomSize.BLOCK_BITS / Long.SIZE;

  private static final int PLACE_BITS = 9;
  private static final int PLACES = Long.SIZE / PLACE_BITS;

  /** G. Steele and S. Vigna, Computationally easy, spectrally good multipliers (2021). */
  private static final long MULTIPLIER = 0xD1342543DE82EF95L;

  private final int hashes;
  private final long[] words = new long[WORDS];

  /** Makes an empty block of a filter of that shape. */
  public BloomBlock(BloomSize size) {
    hashes = size.hashes();
  }

  /** The block of a key: its upper half as a fraction of all blocks, ascending with it. */
  public static long of(long high, BloomSize size) {
    return of(high, size.blocks());
  }

  static long of(long high, long blocks) {
    return Math.multiplyHigh(high >>> 1, blocks << 1);
  }

  /** Adds a key of this block by its lower half; false if it seems to have been added before. */
  public boolean add(long low) {
    if (contains(words, 0, low, hashes)) {
      return false;
    }
    set(words, 0, low, hashes);
    return true;
  }

  /** The bits; not copied. */
  public long[] words() {
    return words;
  }

  /** Whether a key's bits are set in the block that begins at a word. */
  static boolean contains(long[] words, int from, long low, int hashes) {
    long absent = 0;
    long source = low;
    for (int left = hashes; left > 0; left -= PLACES) {
      long bits = source;
      for (int i = Math.min(left, PLACES); i > 0; i--) {
        int bit = (int) (bits >>> (Long.SIZE - PLACE_BITS));
        absent |= ~words[from + bit / Long.SIZE] & (1L << bit);
        bits <<= PLACE_BITS;
      }
      source = mixed(source);
    }
    return absent == 0;
  }

  /** Sets a key's bits in the block that begins at a word. */
  static void set(long[] words, int from, long low, int hashes) {
    long source = low;
    for (int left = hashes; left > 0; left -= PLACES) {
      long bits = source;
      for (int i = Math.min(left, PLACES); i > 0; i--) {
        int bit = (int) (bits >>> (Long.SIZE - PLACE_BITS));
        words[from + bit / Long.SIZE] |= 1L << bit;
        bits <<= PLACE_BITS;
      }
      source = mixed(source);
    }
  }

  /** Another 64 bits, from which the next places are cut. */
  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 32) * MULTIPLIER;
    return mixed ^ mixed >>> 29;
  }
}
