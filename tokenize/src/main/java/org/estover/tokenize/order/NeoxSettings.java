package org.estover.tokenize.order;

import org.jspecify.annotations.Nullable;

/**
 * What GPT-NeoX is told about the order of a data set.
 *
 * @param version whose code is followed
 * @param packing how documents become samples
 * @param allowChopped whether a document longer than a sample is taken; it matters to the packings
 *     that do not chop on purpose
 * @param sequenceTokens L: inputs of a sample, which has one token more
 * @param seed below 2^32; the same one orders train, valid, test and every member of a blend
 * @param samples the least number of samples, or null where epochs are given
 * @param epochs passes over the documents, or null where samples are given; PACKED only
 */
public record NeoxSettings(
    Version version,
    Packing packing,
    boolean allowChopped,
    int sequenceTokens,
    long seed,
    @Nullable Long samples,
    @Nullable Integer epochs) {

  /** Whose code is followed: they differ in names of caches, in types and in padding. */
  public enum Version {
    /** v1.0, with which Pythia was trained. */
    V1_0,
    /** The newest code. */
    HEAD
  }

  /** How documents become samples. */
  public enum Packing {
    /** One after the other, chopped where a sample ends. */
    PACKED("packed"),
    /** Whole documents, as many as fit. */
    PACK_UNTIL_OVERFLOW("pack_until_overflow"),
    /** One document, cut or filled up. */
    UNPACKED("unpacked");

    private final String word;

    Packing(String word) {
      this.word = word;
    }
  }

  /** Checks that there is a length, and only one. */
  public NeoxSettings {
    if ((samples == null) == (epochs == null)) {
      throw new IllegalArgumentException("samples " + samples + " and epochs " + epochs);
    }
    if ((samples != null && samples < 0) || (epochs != null && epochs <= 0)) {
      throw new IllegalArgumentException(samples + " samples, " + epochs + " epochs");
    }
    if (packing != Packing.PACKED && (samples == null || version == Version.V1_0)) {
      throw new IllegalArgumentException(packing + " needs samples, and the newest code");
    }
  }

  /** The usual settings: packed, by the newest code, at least so many samples. */
  public static NeoxSettings samples(int sequenceTokens, long seed, long samples) {
    return new NeoxSettings(
        Version.HEAD, Packing.PACKED, true, sequenceTokens, seed, samples, null);
  }

  /** The usual settings: packed, by the newest code, so many passes. */
  public static NeoxSettings epochs(int sequenceTokens, long seed, int epochs) {
    return new NeoxSettings(Version.HEAD, Packing.PACKED, true, sequenceTokens, seed, null, epochs);
  }

  /** The same for the code of another version. */
  public NeoxSettings as(Version other) {
    return new NeoxSettings(other, packing, allowChopped, sequenceTokens, seed, samples, epochs);
  }

  /** The same for another packing. */
  public NeoxSettings with(Packing other, boolean chopped) {
    return new NeoxSettings(version, other, chopped, sequenceTokens, seed, samples, epochs);
  }

  /**
   * What GPT-NeoX puts between a data set's prefix and {@code _doc_idx.npy}. The data are no part
   * of it: a trainer that finds such files reads them, whatever has become of the documents.
   *
   * @param name train, valid or test for a split data set, with _0, _1 ... for members of a blend
   */
  public String cacheName(String name) {
    String length = samples == null ? "None" : samples.toString();
    String common =
        "_" + name + "_indexmap_" + length + "ns_" + sequenceTokens + "sl_" + seed + "s";
    return version == Version.V1_0
        ? common
        : common + "_" + packing.word + "pi" + (allowChopped ? "_ac" : "");
  }
}
