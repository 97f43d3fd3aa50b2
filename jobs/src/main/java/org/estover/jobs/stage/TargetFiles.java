package org.estover.jobs.stage;

import java.io.Serializable;
import java.nio.file.Path;
import org.estover.tokenize.shard.DatatroveTarget;
import org.estover.tokenize.shard.IndexedTarget;
import org.estover.tokenize.shard.ItemTarget;
import org.estover.tokenize.shard.MdsTarget;
import org.estover.tokenize.shard.OlmoTarget;
import org.estover.tokenize.shard.TokenFormat;

/**
 * Which files a conversion writes, as every worker opens them for itself.
 *
 * @param path a prefix, file or folder, as the format has it
 * @param sliceSize bytes of each slice of a {@code .bin}; 0 leaves it whole
 * @param shardSize the limit of an MDS shard in bytes
 * @param rowTokens the tokens of every item; 0 where they differ
 * @param windowTokens the tokens of an instance in MaxText's index; 0 writes none
 * @param zstdLevel how MDS shards are compressed; 0 leaves them raw
 * @param tokenizer its name, for formats that state it
 */
public record TargetFiles(
    TokenFormat format,
    String path,
    long sliceSize,
    long shardSize,
    int rowTokens,
    int windowTokens,
    int zstdLevel,
    String tokenizer)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The target. */
  ItemTarget open() {
    Path file = Path.of(path);
    return switch (format) {
      case MEGATRON -> new IndexedTarget(file, sliceSize);
      case DATATROVE -> new DatatroveTarget(file, tokenizer);
      case OLMO -> new OlmoTarget(file, tokenizer, windowTokens);
      case MDS ->
          new MdsTarget(
              file, shardSize, rowTokens, zstdLevel == 0 ? null : new ZstdShards(zstdLevel));
    };
  }
}
