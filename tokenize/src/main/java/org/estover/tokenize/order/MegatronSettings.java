package org.estover.tokenize.order;

import org.jspecify.annotations.Nullable;

/**
 * What Megatron-Core is told about the order of a data set.
 *
 * @param sequenceTokens L
 * @param seed below 2^32
 * @param samples the least number of samples, or null for one pass over the documents
 * @param part whose order it is; it matters to the last sample and to the names of caches
 * @param extraToken whether a sample has L+1 tokens, as is usual, or L
 * @param dropLastPartialValidation whether VALID leaves out what fills no whole sample, as is usual
 */
public record MegatronSettings(
    int sequenceTokens,
    long seed,
    @Nullable Long samples,
    Split part,
    boolean extraToken,
    boolean dropLastPartialValidation) {

  /** Checks the number of samples. */
  public MegatronSettings {
    if (samples != null && samples < 0) {
      throw new IllegalArgumentException(samples + " samples");
    }
  }

  /** The usual settings. */
  public static MegatronSettings of(
      int sequenceTokens, long seed, @Nullable Long samples, Split part) {
    return new MegatronSettings(sequenceTokens, seed, samples, part, true, true);
  }

  /** The tokens of a sample beyond L. */
  int extra() {
    return extraToken ? 1 : 0;
  }

  /** Whether the tokens behind the last whole sample make one of their own. */
  boolean keepsPartial() {
    return part == Split.VALID && !dropLastPartialValidation;
  }
}
