package org.estover.tokenize.bpe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of pieces that were seen: a first part that is for good, and a cache behind it.
 *
 * <p>Three open-addressing tables of longs. Pieces of up to 8 bytes are one long, their key, those
 * of up to 16 two, and longer ones a hash and a place in an arena of bytes. The length stands
 * beside the key, so that trailing zero bytes count. Up to three tokens are packed into the value;
 * more of them, or ids of 2^19 and above, lie in an arena of ints:
 *
 * <pre>
 * value   length mod 16 : 4 | count : 2 | token : 19 | token : 19 | token : 19 | unproven : 1
 *      or length mod 16 : 4 |   0   : 2 | count : 14 | place in the arena : 31
 * </pre>
 *
 * <p>Whether a token is what merging makes of its bytes takes longer to tell of all than most
 * processes run: a value may be unproven, which is not known until it is put.
 *
 * <p>What is in a new table is for good, and what is put into a copy is cached. Probing is linear,
 * so that taking all later entries out again restores what there was: the cache of a table begins
 * anew when that is half full, and of all when an arena has grown too much. Memory: about 50 bytes
 * for each entry that is for good, at least 2.6 MB, and up to 4 MB of arenas. No answer depends on
 * what is cached. Not thread-safe.
 */
final class PieceTable {
  /** The longest piece that is cached; those that are for good may have any length. */
  private static final int LONGEST_CACHED = 64;

  /**
   * The most tokens of a piece that is cached: clauses of scripts without spaces have more, seldom
   * come twice, and would push words out.
   */
  private static final int MOST_CACHED = 12;

  private static final int SHORT = 8;
  private static final int MIDDLE = 16;
  private static final int LENGTH = 15;
  private static final int PACKED_ID = (1 << 19) - 1;
  private static final int MOST_TOKENS = (1 << 14) - 1;
  private static final int CACHED_TOKENS = 1 << 18;
  private static final int CACHED_BYTES = 1 << 21;
  private static final long UNPROVEN = Long.MIN_VALUE;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long MIX_AGAIN = 0xD6E8FEB86659FD93L;

  private final Slots shorts;
  private final Slots middles;
  private final Slots longs;
  private int longest = LONGEST_CACHED;

  /** Whether the piece that was last looked for has an unproven value. */
  private boolean isUnproven;

  /** Tokens that no value holds itself; place 0 is left out, so that no value is 0. */
  private int[] tokens = new int[1 << 10];

  private int tokenCount = 1;
  private int lastingTokens;

  /** The bytes of long pieces. */
  private byte[] pieces = new byte[1 << 10];

  private int piecesSize;
  private int lastingPieces;

  /**
   * Each token as a piece.
   *
   * @param tokens bytes by id; null where an id is none
   * @param areProven whether each stays a token, whatever merging would make of it
   */
  PieceTable(byte[] @Nullable [] tokens, boolean areProven) {
    int[] counts = new int[3];
    for (byte[] piece : tokens) {
      if (piece != null) {
        counts[piece.length <= SHORT ? 0 : piece.length <= MIDDLE ? 1 : 2]++;
        longest = Math.max(longest, piece.length);
      }
    }
    shorts = new Slots(counts[0], 1 << 15, 2);
    middles = new Slots(counts[1], 1 << 15, 4);
    // Words of scripts with two or three bytes a letter are mostly long, and none is a token.
    longs = new Slots(counts[2], 1 << 15, 4);
    TokenBuffer token = new TokenBuffer();
    byte[] text = new byte[longest + Utf8Text.PADDING];
    for (int id = 0; id < tokens.length; id++) {
      byte[] piece = tokens[id];
      if (piece != null) {
        System.arraycopy(piece, 0, text, 0, piece.length);
        token.clear();
        token.add(id);
        long value = value(piece.length, token, 0);
        put(text, 0, piece.length, areProven ? value : value | UNPROVEN);
      }
    }
  }

  /** A copy of a new table, with an empty cache behind it. */
  PieceTable(PieceTable lasting) {
    shorts = new Slots(lasting.shorts);
    middles = new Slots(lasting.middles);
    longs = new Slots(lasting.longs);
    longest = lasting.longest;
    tokens = lasting.tokens.clone();
    tokenCount = lasting.tokenCount;
    lastingTokens = lasting.tokenCount;
    pieces = lasting.pieces.clone();
    piecesSize = lasting.piecesSize;
    lastingPieces = lasting.piecesSize;
  }

  /** Empties the cache. */
  void forget() {
    shorts.forget();
    middles.forget();
    longs.forget();
    tokenCount = lastingTokens;
    piecesSize = lastingPieces;
  }

  /**
   * Appends the tokens of a piece if they are known.
   *
   * @param text with {@link Utf8Text#PADDING} bytes to read behind {@code end}
   */
  boolean append(byte[] text, int from, int end, TokenBuffer into) {
    long value = find(text, from, end - from);
    if (value <= 0) {
      isUnproven = value < 0;
      return false;
    }
    int count = (int) (value >>> 4) & 3;
    if (count > 0) {
      into.addThree(
          count,
          (int) (value >>> 6) & PACKED_ID,
          (int) (value >>> 25) & PACKED_ID,
          (int) (value >>> 44) & PACKED_ID);
    } else {
      into.addRange(tokens, (int) (value >>> 20), (int) (value >>> 6) & MOST_TOKENS);
    }
    return true;
  }

  /**
   * The first token of a piece, be it unproven, or -1 if it is not known; padding as for {@link
   * #append}.
   */
  int first(byte[] text, int from, int end) {
    long value = end == from ? 0 : find(text, from, end - from);
    return value == 0 ? -1 : first(value);
  }

  private int first(long value) {
    int count = (int) (value >>> 4) & 3;
    return count > 0 ? (int) (value >>> 6) & PACKED_ID : tokens[(int) (value >>> 20)];
  }

  /**
   * Remembers the piece for which {@link #append} of a copy failed last; its tokens are those from
   * {@code firstToken} on.
   */
  void put(byte[] text, int from, int end, TokenBuffer found, int firstToken) {
    int length = end - from;
    if (isUnproven) {
      prove(text, from, length, found, firstToken);
      return;
    }
    if (length > LONGEST_CACHED || found.size() - firstToken > MOST_CACHED) {
      return;
    }
    if (tokenCount - lastingTokens > CACHED_TOKENS || piecesSize - lastingPieces > CACHED_BYTES) {
      forget();
    }
    put(text, from, end, value(length, found, firstToken));
  }

  private void put(byte[] text, int from, int end, long value) {
    int length = end - from;
    if (length <= SHORT) {
      long key = Swar.load(text, from) & Swar.firstBytes(length);
      shorts.put(hash(key), key, 0, value);
    } else if (length <= MIDDLE) {
      long first = Swar.load(text, from);
      long second = Swar.load(text, from + SHORT) & Swar.firstBytes(length - SHORT);
      middles.put(hash(first, second), first, second, value);
    } else {
      long hash = hash(text, from, length);
      longs.put(hash, hash, keep(text, from, length), value);
    }
  }

  private long find(byte[] text, int from, int length) {
    if (length <= SHORT) {
      return findShort(Swar.load(text, from) & Swar.firstBytes(length), length);
    }
    if (length <= MIDDLE) {
      long second = Swar.load(text, from + SHORT) & Swar.firstBytes(length - SHORT);
      return findMiddle(Swar.load(text, from), second, length);
    }
    return length <= longest ? findLong(text, from, length) : 0;
  }

  private long findShort(long key, int length) {
    long[] table = shorts.table;
    int slot = shorts.slot(hash(key));
    while (true) {
      long value = table[slot + 1];
      if (value == 0 || (table[slot] == key && (value & LENGTH) == length)) {
        return value;
      }
      slot = (slot + 2) & (table.length - 1);
    }
  }

  private long findMiddle(long first, long second, int length) {
    long[] table = middles.table;
    int slot = middles.slot(hash(first, second));
    while (true) {
      long value = table[slot + 2];
      if (value == 0
          || (table[slot] == first
              && table[slot + 1] == second
              && (value & LENGTH) == (length & LENGTH))) {
        return value;
      }
      slot = (slot + 4) & (table.length - 1);
    }
  }

  private long findLong(byte[] text, int from, int length) {
    long[] table = longs.table;
    long hash = hash(text, from, length);
    int slot = longs.slot(hash);
    while (true) {
      long value = table[slot + 2];
      if (value == 0 || (table[slot] == hash && isKept(table[slot + 1], text, from, length))) {
        return value;
      }
      slot = (slot + 4) & (table.length - 1);
    }
  }

  /**
   * Proves a value, or puts another in its place. One that does not fit there, as of a token that
   * merging makes more than three others of, stays unproven and is merged each time.
   */
  private void prove(byte[] text, int from, int length, TokenBuffer found, int firstToken) {
    long unproven = find(text, from, length);
    int count = found.size() - firstToken;
    long value = unproven;
    if (count == 1 && found.get(firstToken) == first(unproven)) {
      value = unproven & ~UNPROVEN;
    } else if (isPacked(found, firstToken)) {
      value = value(length, found, firstToken);
    }
    if (length <= SHORT) {
      long key = Swar.load(text, from) & Swar.firstBytes(length);
      shorts.replace(hash(key), unproven, value);
    } else if (length <= MIDDLE) {
      long first = Swar.load(text, from);
      long second = Swar.load(text, from + SHORT) & Swar.firstBytes(length - SHORT);
      middles.replace(hash(first, second), unproven, value);
    } else {
      longs.replace(hash(text, from, length), unproven, value);
    }
  }

  /** Keeps the bytes of a piece; returns their place and size in one long. */
  private long keep(byte[] text, int from, int length) {
    int needed = Math.addExact(piecesSize, length);
    if (needed > pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(needed, pieces.length * 2));
    }
    System.arraycopy(text, from, pieces, piecesSize, length);
    long place = (long) piecesSize << Integer.SIZE | length;
    piecesSize = needed;
    return place;
  }

  private boolean isKept(long place, byte[] text, int from, int length) {
    int at = (int) (place >>> Integer.SIZE);
    return (int) place == length
        && Arrays.equals(pieces, at, at + length, text, from, from + length);
  }

  private long value(int length, TokenBuffer found, int firstToken) {
    int count = found.size() - firstToken;
    long value = length & LENGTH;
    if (isPacked(found, firstToken)) {
      for (int i = 0; i < count; i++) {
        value |= (long) found.get(firstToken + i) << (6 + 19 * i);
      }
      return value | (long) count << 4;
    }
    if (tokenCount + count > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(tokens.length * 2, tokenCount + count));
    }
    found.copyTo(tokens, tokenCount, firstToken);
    value |= (long) count << 6 | (long) tokenCount << 20;
    tokenCount += count;
    return value;
  }

  private static boolean isPacked(TokenBuffer found, int firstToken) {
    boolean packed = found.size() - firstToken <= 3;
    for (int i = firstToken; packed && i < found.size(); i++) {
      packed = found.get(i) <= PACKED_ID;
    }
    return packed;
  }

  private static long hash(long key) {
    return key * MIX;
  }

  private static long hash(long first, long second) {
    return (first * MIX ^ second) * MIX_AGAIN;
  }

  private static long hash(byte[] text, int from, int length) {
    long hash = length;
    int at = from;
    int last = from + length - Long.BYTES;
    while (at < last) {
      hash = (hash ^ Swar.load(text, at)) * MIX;
      hash ^= hash >>> 29;
      at += Long.BYTES;
    }
    return (hash ^ Swar.load(text, last)) * MIX_AGAIN;
  }

  /**
   * A table of two or four longs for each entry, the last but for padding its value; 0 is none.
   *
   * <p>Slots are three times as many as entries for good, and at most half of them are used.
   */
  private static final class Slots {
    private final long[] table;
    private final int stride;
    private final int shift;

    /** Where entries were put into a copy. */
    private final int[] later;

    private final boolean isCopy;
    private int used;
    private int laterCount;

    Slots(int count, int least, int stride) {
      int wanted = Math.max(least, Math.multiplyExact(3, count));
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(wanted - 1);
      this.stride = stride;
      this.shift = Long.SIZE - bits;
      this.table = new long[Math.multiplyExact(1 << bits, stride)];
      this.later = new int[0];
      this.isCopy = false;
    }

    Slots(Slots other) {
      stride = other.stride;
      shift = other.shift;
      table = other.table.clone();
      used = other.used;
      isCopy = true;
      later = new int[Math.max(0, table.length / stride / 2 - used)];
    }

    int slot(long hash) {
      return (int) (hash >>> shift) * stride;
    }

    void put(long hash, long first, long second, long value) {
      if (isCopy && laterCount == later.length) {
        forget();
      }
      int valueAt = stride / 2;
      int slot = slot(hash);
      while (table[slot + valueAt] != 0) {
        slot = (slot + stride) & (table.length - 1);
      }
      table[slot] = first;
      if (stride == 4) {
        table[slot + 1] = second;
      }
      table[slot + valueAt] = value;
      if (isCopy) {
        later[laterCount++] = slot;
      } else {
        used++;
      }
    }

    /** Replaces a value that no other entry has. */
    void replace(long hash, long value, long other) {
      int slot = slot(hash) + stride / 2;
      while (table[slot] != value) {
        slot = (slot + stride) & (table.length - 1);
      }
      table[slot] = other;
    }

    void forget() {
      for (int i = 0; i < laterCount; i++) {
        table[later[i] + stride / 2] = 0;
      }
      laterCount = 0;
    }
  }
}
