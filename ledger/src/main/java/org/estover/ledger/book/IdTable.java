package org.estover.ledger.book;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which place each of many ids was added at: 16 bytes of an id's digest by place, and a hash table
 * over them with open addressing.
 *
 * <p>Half a SHA-256 digest suffices: who finds two ids that share it, which takes some 2^64 tries,
 * has the second one refused. 24 to 32 bytes of memory an id. Not thread-safe.
 */
public final class IdTable {

  /** Bytes of a digest that count. */
  public static final int DIGEST_SIZE = 2 * Long.BYTES;

  private static final int FIRST_CAPACITY = 1 << 10;

  private long[] digests = new long[2 * FIRST_CAPACITY];
  private int[] table = new int[2 * FIRST_CAPACITY];
  private int size;

  /** How many ids it knows. */
  public int size() {
    return size;
  }

  /** Adds an id by the halves of its digest, at the next place. */
  public void add(long high, long low) {
    if (2 * size == digests.length) {
      digests = Arrays.copyOf(digests, Math.multiplyExact(digests.length, 2));
    }
    digests[2 * size] = high;
    digests[2 * size + 1] = low;
    size++;
    if (2 * size > table.length) {
      table = new int[Math.multiplyExact(table.length, 2)];
      for (int place = 0; place < size; place++) {
        enter(place);
      }
    } else {
      enter(size - 1);
    }
  }

  /** The first place that an id was added at, or -1. */
  public int find(long high, long low) {
    int slot = slot(high, low);
    return table[slot] - 1;
  }

  /** Forgets the id that was added last. */
  public void removeLast() {
    if (size == 0) {
      throw new IllegalStateException("no id is left to remove");
    }
    int last = size - 1;
    // Added last, it ended the search of no other id, so that its slot can be free again.
    int slot = slot(digests[2 * last], digests[2 * last + 1]);
    if (table[slot] == size) {
      table[slot] = 0;
    }
    size = last;
  }

  /** Where an id stands in the table, or where its search ends. */
  private int slot(long high, long low) {
    int mask = table.length - 1;
    int at = (int) high & mask;
    while (table[at] != 0) {
      int place = table[at] - 1;
      if (digests[2 * place] == high && digests[2 * place + 1] == low) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return at;
  }

  private void enter(int place) {
    int mask = table.length - 1;
    int at = (int) digests[2 * place] & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = place + 1;
  }

  /** Writes the digests by place, {@link #DIGEST_SIZE} bytes each. */
  public void write(ByteBuffer out) {
    out.asLongBuffer().put(digests, 0, 2 * size);
    out.position(out.position() + size * DIGEST_SIZE);
  }

  /** The ids that {@link #write} has written. */
  public static IdTable read(ByteBuffer in, int count) {
    IdTable read = new IdTable();
    int capacity = FIRST_CAPACITY;
    while (capacity < count) {
      capacity = Math.multiplyExact(capacity, 2);
    }
    read.digests = new long[Math.multiplyExact(capacity, 2)];
    read.table = new int[Math.multiplyExact(capacity, 2)];
    in.asLongBuffer().get(read.digests, 0, 2 * count);
    in.position(in.position() + count * DIGEST_SIZE);
    while (read.size < count) {
      read.enter(read.size++);
    }
    return read;
  }
}
