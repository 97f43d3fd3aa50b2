package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.shard.TokenItems;
import org.estover.tokenize.shard.TokenWidth;

/**
 * The documents of a release, or of one of its sources, in the release's order: source after
 * source, shard after shard. An item is a document with its end of text. Of one that was taken down
 * before these were opened, all tokens are ends of text.
 *
 * <p>Each 4 KiB block is checked when first read. Thread-safe: calls wait for each other.
 */
public final class ReleaseDocuments implements TokenItems {
  private static final int PIECE_TOKENS = 1 << 18;

  private final TokenWidth width;
  private final List<ReleasedShard> shards;
  private final long[] firstDocument;
  private final long[] firstToken;
  private final OpenFiles<ReleasedShard, OpenShard> open;
  private final MaskedTokens masked;

  private ReleaseDocuments(Release release, List<ReleasedShard> shards) throws IOException {
    this.shards = List.copyOf(shards);
    masked = new MaskedTokens(release, Masks.find(release));
    width = release.content().tokenizer().tokenWidth();
    open = OpenShard.all(release);
    firstDocument = new long[shards.size() + 1];
    firstToken = new long[shards.size() + 1];
    for (int s = 0; s < shards.size(); s++) {
      firstDocument[s + 1] = firstDocument[s] + shards.get(s).documents();
      firstToken[s + 1] = firstToken[s] + shards.get(s).tokens();
    }
  }

  /**
   * All documents.
   *
   * @throws NotInReleaseException if the release is an intervention
   */
  public static ReleaseDocuments of(Release release) throws IOException {
    requireOwn(release);
    return new ReleaseDocuments(release, release.content().shards());
  }

  /**
   * The documents of a source.
   *
   * @throws NotInReleaseException if the release is an intervention, or has no such source
   */
  public static ReleaseDocuments of(Release release, String source) throws IOException {
    requireOwn(release);
    if (release.content().sources().stream().noneMatch(s -> s.name().equals(source))) {
      throw Errors.source(release, source);
    }
    return new ReleaseDocuments(release, release.content().shardsOf(source));
  }

  /**
   * Refuses an intervention: the tokens of a document depend on the step there, and the shards are
   * the parent's.
   */
  static void requireOwn(Release release) throws IOException {
    Optional<Intervention> intervention = release.content().intervention();
    if (intervention.isPresent()) {
      throw Errors.documentsOfParent(release, intervention.get());
    }
  }

  @Override
  public TokenWidth width() {
    return width;
  }

  @Override
  public long itemCount() {
    return firstDocument[shards.size()];
  }

  @Override
  public long tokenCount() {
    return firstToken[shards.size()];
  }

  @Override
  public synchronized long itemStart(long item) throws IOException {
    Objects.checkIndex(item, itemCount() + 1);
    int shard = shardOf(item);
    long row = item - firstDocument[shard];
    return row == 0 ? firstToken[shard] : firstToken[shard] + table(shard).place(row).tokenStart();
  }

  @Override
  public synchronized void sizes(long from, int[] into, int count) throws IOException {
    Objects.checkFromIndexSize(from, (long) count, itemCount());
    int done = 0;
    for (int shard = shardOf(from); done < count; shard++) {
      long row = from + done - firstDocument[shard];
      int part = (int) Math.min(count - done, shards.get(shard).documents() - row);
      table(shard).tokenCounts(row, into, done, part);
      done += part;
    }
  }

  @Override
  public synchronized void tokens(long from, long to, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(from, to, itemCount());
    long end = itemStart(to);
    long at = itemStart(from);
    for (int shard = shardOf(from); at < end; ) {
      if (at == firstToken[shard + 1]) {
        shard++;
        continue;
      }
      int part = (int) Math.min(PIECE_TOKENS, Math.min(end, firstToken[shard + 1]) - at);
      ByteBuffer bytes = open.open(shards.get(shard)).bytes(at - firstToken[shard], part);
      bytes =
          masked.mask(
              bytes, open.open(shards.get(shard)), shards.get(shard), at - firstToken[shard], part);
      sink.tokens(bytes.array(), bytes.arrayOffset(), part * width.bytes());
      at += part;
    }
  }

  private DocumentTable table(int shard) throws IOException {
    return open.open(shards.get(shard)).documents();
  }

  /** The shard of a document; behind the last, the number of shards. */
  private int shardOf(long document) {
    int low = 0;
    int high = shards.size();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstDocument[middle] <= document) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Does nothing: the files of a release are checked by its verifier. */
  @Override
  public void verify() {}

  @Override
  public synchronized void close() throws IOException {
    open.close();
  }
}
