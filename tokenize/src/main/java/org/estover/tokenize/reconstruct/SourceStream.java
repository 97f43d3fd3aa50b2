package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.TokenChanges;

/**
 * The token stream of one source: its shards, one after the other, with tokens that are numbered
 * from 0 through all of them, as sequences are cut from it. Shards are opened as they are needed,
 * by {@link OpenFiles} that streams share. Not thread-safe.
 */
final class SourceStream {
  private final ReleasedSource source;
  private final long seed;
  private final List<ReleasedShard> shards = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final long[] starts;
  private final OpenFiles<ReleasedShard, OpenShard> open;

  private SourceStream(
      Release release, ReleasedSource source, OpenFiles<ReleasedShard, OpenShard> open) {
    this.source = source;
    this.seed = release.content().order().seed();
    this.open = open;
    List<ReleasedShard> all = release.content().shards();
    for (int number = 0; number < all.size(); number++) {
      ReleasedShard shard = all.get(number);
      if (shard.source().equals(source.name()) && shard.tokens() > 0) {
        shards.add(shard);
        numbers.add(number);
      }
    }
    starts = new long[shards.size() + 1];
    for (int k = 0; k < shards.size(); k++) {
      starts[k + 1] = starts[k] + shards.get(k).tokens();
    }
  }

  /** The streams of all sources of a release, in their order. */
  static List<SourceStream> all(Release release, OpenFiles<ReleasedShard, OpenShard> open) {
    return release.content().sources().stream()
        .map(source -> new SourceStream(release, source, open))
        .toList();
  }

  /** Receives the parts of a stream that lie in one document each. */
  interface PartSink {
    /**
     * Takes the next part.
     *
     * @param table of the shard that the part is in
     * @param row of the document in the table
     * @param place of the document in the shard
     * @param at the part's first token in the stream
     * @param tokens its length
     */
    void part(DocumentTable table, long row, DocumentTable.RowPlace place, long at, int tokens)
        throws IOException;
  }

  /** A document's row with the place of its first token in the stream. */
  record Found(DocumentRow row, long tokenStart) {}

  /** All tokens of the stream. */
  long tokens() {
    return starts[starts.length - 1];
  }

  /** Reads the tokens [start, start + count). */
  int[] read(long start, int count) throws IOException {
    int[] tokens = new int[count];
    int done = 0;
    for (int k = shardAt(start); done < count; k++) {
      long local = start + done - starts[k];
      int part = (int) Math.min(count - done, shards.get(k).tokens() - local);
      open.open(shards.get(k)).read(local, tokens, done, part);
      done += part;
    }
    return tokens;
  }

  /** Applies what an intervention changed to the tokens that stand from {@code start} on. */
  void apply(TokenChanges changes, long start, int[] tokens) throws IOException {
    int done = 0;
    for (int k = shardAt(start); done < tokens.length; k++) {
      long local = start + done - starts[k];
      int part = (int) Math.min(tokens.length - done, shards.get(k).tokens() - local);
      changes.apply(numbers.get(k), local, tokens, done, part);
      done += part;
    }
  }

  /** Delivers the documents' parts of tokens [start, start + count), in order. */
  void parts(long start, int count, PartSink sink) throws IOException {
    int done = 0;
    for (int k = shardAt(start); done < count; k++) {
      DocumentTable table = open.open(shards.get(k)).documents();
      long local = start + done - starts[k];
      long end = Math.min(shards.get(k).tokens(), local + (count - done));
      long first = table.rowAt(local);
      for (long row = first; local < end; row++) {
        DocumentTable.RowPlace place =
            row == first ? table.place(row) : table.placeFrom(row, local);
        int part = (int) (Math.min(place.tokenEnd(), end) - local);
        sink.part(table, row, place, starts[k] + local, part);
        local += part;
        done += part;
      }
    }
  }

  /** The first token of a document in the stream, from a token's place in its row's shard. */
  long documentOffset(DocumentTable.RowPlace place, long at) {
    return at - starts[shardAt(at)] - place.tokenStart();
  }

  /** Finds a document; looks into one shard only, the one that its order key names. */
  Optional<Found> find(String id) throws IOException {
    byte[] key = DocumentOrder.key(seed, ReleasedDocument.idBytes(id));
    int number = DocumentOrder.shard(key, source.shardBits());
    for (int k = 0; k < shards.size(); k++) {
      if (shards.get(k).number() == number) {
        long start = starts[k];
        return open.open(shards.get(k))
            .documents()
            .find(id)
            .map(row -> new Found(row, start + row.tokenStart()));
      }
    }
    return Optional.empty();
  }

  /** Finds all documents of a URI; looks into every shard. */
  void findUri(String uri, List<DocumentRow> into) throws IOException {
    for (ReleasedShard shard : shards) {
      into.addAll(open.open(shard).documents().findUri(uri));
    }
  }

  /** Delivers the documents of a host and those below it; looks into every shard. */
  void findHost(String host, Reconstruct.DocumentSink sink) throws IOException {
    for (ReleasedShard shard : shards) {
      open.open(shard).documentsOfHost(host, sink);
    }
  }

  /** The shards that hold tokens, in order. */
  List<ReleasedShard> shards() {
    return shards;
  }

  /** The shard of a number, opened. */
  OpenShard shard(int k) throws IOException {
    return open.open(shards.get(k));
  }

  /** The place of a shard's first token in the stream. */
  long start(int k) {
    return starts[k];
  }

  private int shardAt(long token) {
    int at = Arrays.binarySearch(starts, token);
    return at >= 0 ? at : -at - 2;
  }
}
