package org.estover.jobs.stage;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import org.estover.tokenize.shard.MdsCompression;

/**
 * Compresses MDS shards by Zstandard, each in one frame that states its size, without which the
 * trainers' library does not read it.
 *
 * @param level 1 to 22
 */
public record ZstdShards(int level) implements MdsCompression {
  /** The level that streaming has by default. */
  public static final int USUAL_LEVEL = 3;

  /** Checks the level. */
  public ZstdShards {
    if (level < 1 || level > 22) {
      throw new IllegalArgumentException("zstd level " + level + ": expected 1 to 22");
    }
  }

  @Override
  public String name() {
    return level == USUAL_LEVEL ? extension() : extension() + ":" + level;
  }

  @Override
  public String extension() {
    return "zstd";
  }

  @Override
  public byte[] compress(byte[] shard) {
    return Zstd.compress(shard, level);
  }

  @Override
  public byte[] decompress(byte[] compressed, int size) throws IOException {
    try {
      byte[] shard = Zstd.decompress(compressed, size);
      if (shard.length != size) {
        throw new IOException(shard.length + " bytes");
      }
      return shard;
    } catch (ZstdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
