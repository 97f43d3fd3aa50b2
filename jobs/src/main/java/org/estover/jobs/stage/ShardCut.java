package org.estover.jobs.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.RunPlan;
import org.estover.tokenize.order.DocumentOrder;

/**
 * How sources are cut into shards: each by as many leading bits of its documents' order keys as its
 * counted tokens ask for.
 *
 * <p>A pair's key is the source's number (2 bytes), the order key and the document's id, so that
 * the shuffle's order is the shards' order.
 *
 * @param sources names, in the plan's order, which is that of their UTF-8 bytes
 * @param bits per source
 * @param first per source, the number of its first shard among all shards; one entry more at the
 *     end
 */
record ShardCut(long seed, List<String> sources, List<Integer> bits, List<Integer> first)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SOURCE_SIZE = 2;

  static ShardCut of(RunPlan plan, SortedMap<String, Long> tokens) {
    List<String> names = plan.sources().stream().map(Source::name).toList();
    List<Integer> bits = new ArrayList<>();
    List<Integer> first = new ArrayList<>(List.of(0));
    for (String name : names) {
      long count = tokens.getOrDefault(name, 0L);
      bits.add(DocumentOrder.shardBits(count, plan.release().shardTokens()));
      first.add(Math.addExact(first.get(first.size() - 1), 1 << bits.get(bits.size() - 1)));
    }
    return new ShardCut(plan.order().seed(), names, new ArrayList<>(bits), first);
  }

  int shards() {
    return first.get(sources.size());
  }

  byte[] key(String source, byte[] id) {
    int number = sources.indexOf(source);
    byte[] prefix = {(byte) (number >>> 8), (byte) number};
    return Bytes.join(prefix, DocumentOrder.key(seed, id), id);
  }

  private static int sourceOf(byte[] key) {
    return (key[0] & 0xFF) << 8 | (key[1] & 0xFF);
  }

  /** Where a key belongs among all shards. */
  int shard(byte[] key) {
    int source = sourceOf(key);
    byte[] orderKey = Bytes.slice(key, SOURCE_SIZE, SOURCE_SIZE + DocumentOrder.KEY_SIZE);
    return first.get(source) + DocumentOrder.shard(orderKey, bits.get(source));
  }

  /** The source that a shard belongs to, as a number. */
  int sourceOfShard(int shard) {
    int source = 0;
    while (first.get(source + 1) <= shard) {
      source++;
    }
    return source;
  }

  static byte[] id(byte[] key) {
    return Bytes.slice(key, SOURCE_SIZE + DocumentOrder.KEY_SIZE, key.length);
  }
}
