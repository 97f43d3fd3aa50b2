package org.estover.dedupe.near;

import java.nio.ByteBuffer;

/**
 * The rank of a document among its duplicates: the smallest (priority, id) survives.
 *
 * @param priority smaller is kept first
 * @param idHigh the first eight bytes of the document's id, big-endian
 * @param idLow the last eight bytes
 */
public record SurvivorKey(int priority, long idHigh, long idLow)
    implements Comparable<SurvivorKey> {
  /** The priority of documents that a base release has published: they stay. */
  public static final int BASE = Integer.MIN_VALUE;

  /** Bytes of a document id. */
  public static final int ID_SIZE = 16;

  /** Makes the key of a document. */
  public static SurvivorKey of(int priority, byte[] documentId) {
    if (documentId.length != ID_SIZE) {
      throw new IllegalArgumentException(
          "a document id has " + ID_SIZE + " bytes, not " + documentId.length);
    }
    ByteBuffer id = ByteBuffer.wrap(documentId);
    return new SurvivorKey(priority, id.getLong(0), id.getLong(8));
  }

  /** Whether the document is in the base release. */
  public boolean isBase() {
    return priority == BASE;
  }

  /** The document's id. */
  public byte[] documentId() {
    byte[] id = new byte[ID_SIZE];
    ByteBuffer.wrap(id).putLong(idHigh).putLong(idLow);
    return id;
  }

  /** Twenty bytes whose unsigned order is that of the keys. */
  public byte[] sortBytes() {
    byte[] bytes = new byte[Integer.BYTES + ID_SIZE];
    ByteBuffer.wrap(bytes).putInt(priority ^ Integer.MIN_VALUE).putLong(idHigh).putLong(idLow);
    return bytes;
  }

  /** Compares by priority, then by id as unsigned bytes. */
  @Override
  public int compareTo(SurvivorKey other) {
    int order = Integer.compare(priority, other.priority);
    if (order == 0) {
      order = Long.compareUnsigned(idHigh, other.idHigh);
    }
    return order == 0 ? Long.compareUnsigned(idLow, other.idLow) : order;
  }
}
