package org.estover.tokenize.release;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of 4 KiB that were fetched and checked, the last used ones up to a limit. Thread-safe.
 *
 * <p>Pages of sums are kept beside the blocks of their file, under numbers below zero.
 */
public final class BlockCache {
  /** 32 MiB: some batches, and far below the smallest heap that is meant. */
  static final int LIMIT_BLOCKS = 8192;

  private final int limit;
  private final Map<Key, byte[]> blocks;

  /** A block of one of the files. */
  private record Key(String file, long block) {}

  BlockCache(int limitBlocks) {
    limit = limitBlocks;
    blocks = new LinkedHashMap<>(16, 0.75f, true);
  }

  synchronized byte @Nullable [] block(String file, long block) {
    return blocks.get(new Key(file, block));
  }

  synchronized void keep(String file, long block, byte[] bytes) {
    blocks.put(new Key(file, block), bytes);
    if (blocks.size() > limit) {
      var eldest = blocks.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
