package org.estover.tokenize.order;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The order of documents before packing: by SHA-256 of the seed and the document's id.
 *
 * <p>Keys are uniform, so the first bits of a key cut a source into shards of about equal size, and
 * each shard is sorted by (key, id) without a look at the others.
 */
public final class DocumentOrder {
  /** Bytes of a key. */
  public static final int KEY_SIZE = 32;

  /** Bytes of a document id. */
  public static final int ID_SIZE = 16;

  /** A source is cut into at most 2^24 shards. */
  public static final int SHARD_BITS_LIMIT = 24;

  private DocumentOrder() {}

  /** Computes SHA-256 over the seed (8 bytes, big-endian) and the 16 bytes of a document id. */
  public static byte[] key(long seed, byte[] documentId) {
    if (documentId.length != ID_SIZE) {
      throw new IllegalArgumentException(
          "a document id has " + ID_SIZE + " bytes, not " + documentId.length);
    }
    MessageDigest digest = Digests.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    return digest.digest(documentId);
  }

  /** Compares (key, id) pairs as unsigned bytes. */
  public static int compare(byte[] key, byte[] id, byte[] otherKey, byte[] otherId) {
    int byKey = Arrays.compareUnsigned(key, otherKey);
    return byKey != 0 ? byKey : Arrays.compareUnsigned(id, otherId);
  }

  /**
   * The number of leading key bits that name a shard: the smallest b with {@code tokens <=
   * shardTokens * 2^b}, so that shards hold at most about {@code shardTokens}.
   */
  public static int shardBits(long tokens, long shardTokens) {
    if (tokens < 0 || shardTokens <= 0) {
      throw new IllegalArgumentException(tokens + " tokens in shards of " + shardTokens);
    }
    int bits = 0;
    long shards = 1;
    while (bits < SHARD_BITS_LIMIT && (tokens + shards - 1) / shards > shardTokens) {
      bits++;
      shards <<= 1;
    }
    return bits;
  }

  /** The shard of a key: its leading {@code shardBits} bits, 0 to {@code 2^shardBits - 1}. */
  public static int shard(byte[] key, int shardBits) {
    if (shardBits < 0 || shardBits > SHARD_BITS_LIMIT) {
      throw new IllegalArgumentException("shard bits " + shardBits);
    }
    return shardBits == 0 ? 0 : ByteBuffer.wrap(key).getInt(0) >>> (Integer.SIZE - shardBits);
  }
}
