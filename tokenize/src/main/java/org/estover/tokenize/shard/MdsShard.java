package org.estover.tokenize.shard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an MDS index says of one shard.
 *
 * @param columns in the order of their names
 * @param compression empty for none
 * @param zip the compressed file; null for none
 */
record MdsShard(
    List<Column> columns, String compression, long samples, File raw, @Nullable File zip) {
  MdsShard {
    columns = List.copyOf(columns);
  }

  /**
   * A column of a shard.
   *
   * @param size bytes of every value; 0 where they differ
   */
  record Column(String name, String encoding, long size) {}

  /** A file of a shard. */
  record File(String basename, long bytes, Map<String, String> hashes) {
    File {
      hashes = Map.copyOf(hashes);
    }
  }

  /** The file that lies in the folder. */
  File stored() {
    return zip == null ? raw : zip;
  }
}
