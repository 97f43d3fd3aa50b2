package org.estover.tokenize.release;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trust states about a release that its shards do not tell; {@link ReleaseWriter} adds the
 * rest.
 *
 * @param algorithms version of each algorithm that had a part, by name
 * @param sequenceTokens L, the inputs of a sequence
 * @param withdrawnDigest SHA-256 of the list of withdrawals that were heeded, lower-case hex
 * @param base the release that this one follows, or empty
 */
public record ReleaseDraft(
    String name,
    String planDigest,
    SortedMap<String, String> algorithms,
    TokenizerIdentity tokenizer,
    long seed,
    int sequenceTokens,
    List<DraftSource> sources,
    List<Removal> removals,
    String withdrawnDigest,
    String base) {
  /**
   * A source of the plan.
   *
   * @param weight a decimal, as the order reads it
   * @param shardBits leading bits of a document's order key that number its shard
   */
  public record DraftSource(String name, String weight, int shardBits) {}

  /** Copies the collections. */
  public ReleaseDraft {
    algorithms = Collections.unmodifiableSortedMap(new TreeMap<>(algorithms));
    sources = List.copyOf(sources);
    removals = List.copyOf(removals);
  }
}
