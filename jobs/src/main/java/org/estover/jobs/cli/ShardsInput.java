package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.estover.jobs.stage.ItemSource;
import org.estover.jobs.stage.ZstdShards;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.shard.TokenFiles;
import org.estover.tokenize.shard.TokenFormat;
import org.jspecify.annotations.Nullable;

/** What a person names as the source of tokens: token files of some format, or a release. */
final class ShardsInput {
  static final String ROWS = "rows";
  static final String DOCUMENTS = "documents";

  private final Context context;

  ShardsInput(Context context) {
    this.context = context;
  }

  /** The token files at a path; empty if a release is named. */
  Optional<TokenFiles> files(@Nullable String name) throws IOException {
    return name == null || isRelease(name)
        ? Optional.empty()
        : TokenFiles.open(path(name), new ZstdShards(ZstdShards.USUAL_LEVEL));
  }

  /** The release that is named, or without a name the run's own. */
  ReleasePlace release(@Nullable String name) throws IOException {
    if (name != null && !isRelease(name)) {
      throw Errors.noTokens(name);
    }
    return context.place(name);
  }

  /**
   * What a conversion reads.
   *
   * @param items rows or documents of a release
   * @param source only documents of this source; null for all
   * @param order the file of the rows' derived order; null for the release's own
   */
  ItemSource source(
      @Nullable String name,
      String items,
      @Nullable String source,
      @Nullable Path order,
      long from,
      long to)
      throws IOException {
    if (name != null && !isRelease(name)) {
      if (TokenFormat.of(path(name)).isEmpty()) {
        throw Errors.noTokens(name);
      }
      return new ItemSource(ItemSource.Kind.FILES, path(name).toString(), "", "", from, to);
    }
    ItemSource.Kind kind = kind(items);
    if (kind != ItemSource.Kind.ROWS && order != null) {
      throw Errors.onlyWith(OrderOption.NAME, "the training sequences of a release (--items rows)");
    }
    return new ItemSource(
        kind,
        context.place(name).name(),
        source == null ? "" : source,
        order == null ? "" : order.toString(),
        from,
        to);
  }

  private static ItemSource.Kind kind(String items) throws UsageException {
    return switch (items) {
      case ROWS -> ItemSource.Kind.ROWS;
      case DOCUMENTS -> ItemSource.Kind.DOCUMENTS;
      default -> throw Errors.notOneOf("--items", items, List.of(ROWS, DOCUMENTS));
    };
  }

  boolean isRelease(String name) {
    return ReleasePlace.isAddress(name)
        || Files.exists(path(name).resolve(Release.MANIFEST))
        || Files.exists(path(name).resolve(BlockSums.sidecarName(Release.MANIFEST)))
        || (name.matches("rel_[0-9a-f]+") && TokenFormat.of(path(name)).isEmpty());
  }

  private Path path(String name) {
    return context.around().path(Path.of(name));
  }
}
