package org.estover.licensing.portal.download;

import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;

/**
 * A file that can be had of a release.
 *
 * @param name its name
 * @param size bytes
 * @param sha256 of the file as it is stored, lower-case hex
 * @param shard the shard whose file it is, or null of the manifest, of a card and of what an
 *     intervention changed
 * @param isGated whether it is handed out under a grant only: all but manifest and cards
 * @param text what a card says, which is in no file; else null
 */
public record ReleaseFile(
    String name,
    long size,
    String sha256,
    @Nullable ReleasedShard shard,
    boolean isGated,
    @Nullable String text) {

  /** Whether it holds the tokens themselves, which masks apply to. */
  public boolean holdsTokens() {
    ReleasedShard of = shard;
    return of != null && of.bin().name().equals(name);
  }

  /** Whether it holds the sums of the blocks of those. */
  boolean sumsTokens() {
    ReleasedShard of = shard;
    return of != null && BlockSums.sidecarName(of.bin().name()).equals(name);
  }

  /** Whether it is shown otherwise where some tokens are hidden. */
  boolean followsTokens() {
    return holdsTokens() || sumsTokens();
  }

  /** What kind of data it is. */
  String mediaType() {
    if (name.endsWith(".json")) {
      return "application/json";
    }
    return name.endsWith(".md") ? "text/markdown;charset=UTF-8" : "application/octet-stream";
  }
}
