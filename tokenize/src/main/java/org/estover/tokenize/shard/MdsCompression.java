package org.estover.tokenize.shard;

import java.io.IOException;

/**
 * How whole MDS shards are compressed; whoever needs it brings it, so that this package needs no
 * native library.
 */
public interface MdsCompression {
  /** Its name in {@code index.json}, such as {@code zstd} or {@code zstd:7}. */
  String name();

  /** What is put behind a shard's name, such as {@code zstd}. */
  String extension();

  /** Compresses a shard; the result states the size of the shard. */
  byte[] compress(byte[] shard);

  /**
   * Reverses {@link #compress}.
   *
   * @param size bytes of the shard
   * @throws IOException if that is not what comes out
   */
  byte[] decompress(byte[] compressed, int size) throws IOException;
}
