package org.estover.jobs.stage;

import java.util.List;
import org.estover.dedupe.exact.UrlRule;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.datatrove.DatatroveConfig;
import org.estover.dedupe.near.datatrove.DatatroveMinHash;
import org.estover.dedupe.near.datatrove.ShingleHash;
import org.jspecify.annotations.Nullable;

/**
 * What documents are looked for as duplicates of each other: first equal ones, then similar ones.
 *
 * @param equal by what documents are equal
 * @param near how similar ones are found; null if they may stay
 * @param datatrove the hash of datatrove's signatures; null for those of our own
 * @param verified whether candidates must have the similarity that {@code near} asks for; if not,
 *     all that share a band are duplicates
 */
public record DuplicateSearch(
    Equal equal, @Nullable NearConfig near, @Nullable ShingleHash datatrove, boolean verified) {
  /** Equal content only. */
  public static final DuplicateSearch CONTENT =
      new DuplicateSearch(new Content(), null, null, true);

  /** By what documents are equal. */
  public sealed interface Equal {}

  /** By nothing: all go on to the search for similar ones. */
  public record Nothing() implements Equal {}

  /** By content, as {@link org.estover.dedupe.exact.ContentKey} normalises it. */
  public record Content() implements Equal {}

  /**
   * By the URL; documents without one equal none.
   *
   * @param rule what of a URL is left out
   */
  public record Url(UrlRule rule) implements Equal {}

  /** Equal and similar content, by signatures of our own. */
  public static DuplicateSearch near(NearConfig config, boolean verified) {
    return new DuplicateSearch(new Content(), config, null, verified);
  }

  /**
   * Similar content by datatrove's signatures; equal content is no rule of its own, since datatrove
   * keeps equal documents of fewer words than a shingle.
   */
  public static DuplicateSearch datatrove(ShingleHash hash, double threshold, boolean verified) {
    NearConfig config = DatatroveConfig.DEFAULT.near(threshold);
    return new DuplicateSearch(new Nothing(), config, hash, verified);
  }

  /** Equal URLs. */
  public static DuplicateSearch url(List<String> droppedParameters) {
    return new DuplicateSearch(new Url(new UrlRule(droppedParameters)), null, null, true);
  }

  /** Makes signatures and shingles, for one thread. */
  public MinHash minHash() {
    ShingleHash hash = datatrove;
    return hash != null
        ? new DatatroveMinHash(DatatroveConfig.DEFAULT.with(hash))
        : new MinHash.V2(near == null ? NearConfig.DEFAULT : near);
  }
}
