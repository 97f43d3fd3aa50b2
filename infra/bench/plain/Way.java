package org.estover.jobs.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import scala.Tuple2;

/** How a plain program holds what the stages hand on: in memory, or in files of rows. */
interface Way {
  void crawl() throws IOException;

  void extract() throws IOException;

  void filter() throws IOException;

  List<FeatureRow> features() throws IOException;

  /** The text of the document at a place. */
  String text(byte[] place);

  /** Writes the verdicts; takes the duplicates of each file, by row. */
  void survivors(Map<Integer, List<Tuple2<byte[], byte[]>>> duplicates) throws IOException;

  /** Tokenizes; tells how many tokens each source has. */
  SortedMap<String, Long> tokenize() throws IOException;

  /** The documents that stay, as 06-shard sends them to their shards. */
  List<Tuple2<byte[], byte[]>> pairs(ShardCut cut) throws IOException;
}
