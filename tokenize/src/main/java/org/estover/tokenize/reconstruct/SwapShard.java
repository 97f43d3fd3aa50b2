package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.tokenize.order.LateSequences;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Swap;
import org.estover.tokenize.release.TokenChangesPart;
import org.jspecify.annotations.Nullable;

/** What an intervention changes in one shard: the list of tokens, and counts. */
final class SwapShard {
  private final Release release;
  private final ReleasedShard shard;
  private final SwapWriter.Request request;
  private final SwapFinder finder;
  private final LateSequences late;
  private final long start;
  private @Nullable TokenChangesPart part;
  private long documents;
  private long places;
  private long kept;
  private long otherwiseEncoded;

  /** A shard by its number in the manifest. */
  SwapShard(Release release, int number, SwapWriter.Request request, SwapFinder finder) {
    this.release = release;
    this.request = request;
    this.finder = finder;
    List<ReleasedShard> shards = release.content().shards();
    shard = shards.get(number);
    long before = 0;
    for (ReleasedShard other : shards.subList(0, number)) {
      before += other.source().equals(shard.source()) ? other.tokens() : 0;
    }
    start = before;
    PackedOrder order = release.content().packedOrder();
    long fromPosition = request.plan().firstPosition(request.fromStep());
    late = new LateSequences(order, order.sourceIndex(shard.source()), fromPosition);
  }

  /** Looks at every document of which something is read late. */
  void find(Path file) throws IOException {
    try (OpenShard open = OpenShard.open(release, shard);
        TokenChangesPart changes = TokenChangesPart.create(file)) {
      part = changes;
      for (long row = 0; row < shard.documents(); row++) {
        DocumentTable.RowPlace place = open.documents().place(row);
        // The end of text is no text.
        int count = place.tokens() - 1;
        long first = start + place.tokenStart();
        if (late.readAny(first, first + count)) {
          int[] tokens = new int[count];
          open.read(place.tokenStart(), tokens, 0, count);
          document(open.documents(), row, place.tokenStart(), tokens, changes);
        }
      }
    }
  }

  private void document(
      DocumentTable table, long row, long tokenStart, int[] tokens, TokenChangesPart changes)
      throws IOException {
    int[] changed = tokens.clone();
    boolean listed = false;
    for (SwapFinder.Window window : finder.find(tokens, tokens.length)) {
      long first = start + tokenStart + window.from();
      boolean isRead = late.readAny(first, first + window.before().length);
      if (window.fits()) {
        System.arraycopy(window.after(), 0, changed, window.from(), window.after().length);
        listed |= isRead && list(window, tokenStart, changes);
      } else if (isRead) {
        requireKept(table, row, window);
        kept += window.places();
      }
    }
    if (listed) {
      documents++;
      otherwiseEncoded += finder.isEncodedLike(changed) ? 0 : 1;
    }
  }

  private boolean list(SwapFinder.Window window, long tokenStart, TokenChangesPart changes)
      throws IOException {
    long before = changes.count();
    for (int i = 0; i < window.before().length; i++) {
      long token = tokenStart + window.from() + i;
      if (window.before()[i] != window.after()[i] && late.read(start + token)) {
        changes.add(token, window.before()[i], window.after()[i]);
      }
    }
    places += changes.count() > before ? window.places() : 0;
    return changes.count() > before;
  }

  private void requireKept(DocumentTable table, long row, SwapFinder.Window window)
      throws IOException {
    if (!request.keepUnequal()) {
      Swap pair = request.swaps().pairs().get(window.pair());
      String document = table.row(row).document().id();
      throw Errors.unequal(release, pair, document, window);
    }
  }

  /** The list of changes; closed. */
  TokenChangesPart part() {
    if (part == null) {
      throw new IllegalStateException("nothing was looked for");
    }
    return part;
  }

  long documents() {
    return documents;
  }

  long tokens() {
    return part().count();
  }

  long places() {
    return places;
  }

  long kept() {
    return kept;
  }

  long otherwiseEncoded() {
    return otherwiseEncoded;
  }
}
