package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.ReleaseDocuments;
import org.estover.tokenize.reconstruct.ReleaseRows;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.shard.ItemSlice;
import org.estover.tokenize.shard.TokenFiles;
import org.estover.tokenize.shard.TokenItems;

/**
 * Which items a conversion reads, as every worker opens them for itself.
 *
 * @param place a release's folder or address, or the path of token files
 * @param source of a release's documents only these; empty for all
 * @param order of a release's rows the file of their derived order; empty for the release's own
 * @param from the first item
 * @param to the item behind the last; {@link #ALL} for all
 */
public record ItemSource(Kind kind, String place, String source, String order, long from, long to)
    implements Serializable {
  /** Up to the last item. */
  public static final long ALL = -1;

  private static final long serialVersionUID = 1L;

  /** What an item is. */
  public enum Kind {
    /** A training sequence of a release, in the order of training. */
    ROWS,
    /** A document of a release. */
    DOCUMENTS,
    /** What token files hold. */
    FILES
  }

  /** Whether workers should share the reading. */
  boolean isRelease() {
    return kind != Kind.FILES;
  }

  /**
   * Opens the items.
   *
   * @throws IndexOutOfBoundsException if there are no such items
   */
  public TokenItems open() throws IOException {
    TokenItems all = openAll();
    try {
      return ItemSlice.of(all, from, to == ALL ? all.itemCount() : to);
    } catch (IndexOutOfBoundsException e) {
      all.close();
      throw e;
    }
  }

  /** Opens the release whose rows are read, in the order in which they are. */
  public Reconstruct reconstruct() throws IOException {
    ReleasePlace release = ReleasePlace.of(place);
    return order.isEmpty() ? Reconstruct.open(release) : Reconstruct.open(release, Path.of(order));
  }

  private TokenItems openAll() throws IOException {
    return switch (kind) {
      case ROWS -> ReleaseRows.of(reconstruct());
      case DOCUMENTS -> {
        Release release = Release.open(ReleasePlace.of(place));
        yield source.isEmpty()
            ? ReleaseDocuments.of(release)
            : ReleaseDocuments.of(release, source);
      }
      case FILES ->
          TokenFiles.open(Path.of(place), new ZstdShards(ZstdShards.USUAL_LEVEL))
              .orElseThrow(() -> new NoSuchFileException(place))
              .items();
    };
  }
}
