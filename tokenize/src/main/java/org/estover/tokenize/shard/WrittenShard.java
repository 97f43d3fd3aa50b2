package org.estover.tokenize.shard;

/**
 * What a writer has put on disk: counts, sizes and digests of one {@code .bin}/{@code .idx} pair.
 *
 * @param binSha256 lower-case hex
 * @param idxSha256 lower-case hex
 */
public record WrittenShard(
    TokenWidth width,
    long sequences,
    long documents,
    long tokens,
    long binSize,
    String binSha256,
    long idxSize,
    String idxSha256) {}
