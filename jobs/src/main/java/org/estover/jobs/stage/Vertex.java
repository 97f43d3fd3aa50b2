package org.estover.jobs.stage;

import java.util.Arrays;
import org.estover.dedupe.near.SurvivorKey;
import org.jspecify.annotations.Nullable;

/**
 * A document in the duplicate graph, as 40 bytes: priority (4), capture (8), id (16), file (4), row
 * (8).
 *
 * <p>Unsigned order of the bytes is the survivor's order, smallest (priority, capture, id) first;
 * the capture is 0 where its time does not count. File and row say where the document lies, so that
 * a verdict finds it without a join; ids in the graph are unique, so the order never looks that
 * far.
 */
final class Vertex {
  static final int SIZE = 40;

  /** How many bytes of it are the survivor's order. */
  static final int RANK = 28;

  static final int ID_SIZE = SurvivorKey.ID_SIZE;

  private static final int CAPTURE = 4;
  private static final int ID = 12;
  private static final int PLACE = 28;
  private static final int PLACE_SIZE = 12;

  private Vertex() {}

  static byte[] of(int priority, byte[] id, int file, long row) {
    return of(priority, 0, id, file, row);
  }

  /**
   * Makes a vertex.
   *
   * @param capture of equal priority the smaller stays first, unsigned
   */
  static byte[] of(int priority, long capture, byte[] id, int file, long row) {
    byte[] key = SurvivorKey.of(priority, id).sortBytes();
    byte[] vertex = new byte[SIZE];
    System.arraycopy(key, 0, vertex, 0, CAPTURE);
    Bytes.put(vertex, CAPTURE, capture);
    System.arraycopy(key, CAPTURE, vertex, ID, ID_SIZE);
    Bytes.put(vertex, PLACE, file);
    Bytes.put(vertex, PLACE + 4, row);
    return vertex;
  }

  /** Whether the document stays in any case, as {@link SurvivorKey#BASE} says. */
  static boolean isBase(byte[] vertex) {
    return Bytes.int32(vertex, 0) == (SurvivorKey.BASE ^ Integer.MIN_VALUE);
  }

  static byte[] id(byte[] vertex) {
    return Bytes.slice(vertex, ID, PLACE);
  }

  /** What decides which of two documents survives; the id is at its end. */
  static byte[] rank(byte[] vertex) {
    return Bytes.slice(vertex, 0, RANK);
  }

  /** File and row: the key under which things meet the file that they concern. */
  static byte[] place(byte[] vertex) {
    return Bytes.slice(vertex, PLACE, SIZE);
  }

  static int file(byte[] place) {
    return Bytes.int32(place, 0);
  }

  static long row(byte[] place) {
    return Bytes.int64(place, 4);
  }

  static boolean isAt(byte[] place, int file, long row) {
    return file(place) == file && row(place) == row;
  }

  /** Sends what begins with a place to the partition of its file. */
  static int byFile(byte[] key, int partitions) {
    return file(key) % partitions;
  }

  /** Sends what begins with a vertex to the partition of its id, which is evenly spread. */
  static int byId(byte[] key, int partitions) {
    return (int) ((Integer.toUnsignedLong(Bytes.int32(key, ID)) * partitions) >>> 32);
  }

  /** A vertex as a key of collections, in survivor's order. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by content, below.
  record Key(byte[] vertex) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Arrays.compareUnsigned(vertex, other.vertex);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(vertex, key.vertex);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(vertex);
    }
  }

  /** The two vertices of an edge, which is both, one after the other. */
  static byte[] edge(byte[] one, byte[] other) {
    return Bytes.join(one, other);
  }

  static byte[] first(byte[] edge) {
    return Bytes.slice(edge, 0, SIZE);
  }

  static byte[] second(byte[] edge) {
    return Bytes.slice(edge, SIZE, 2 * SIZE);
  }

  static int placeSize() {
    return PLACE_SIZE;
  }
}
