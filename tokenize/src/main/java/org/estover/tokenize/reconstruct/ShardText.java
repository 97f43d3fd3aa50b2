package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.text.TextIndex;
import org.estover.tokenize.text.TextIndex.TokenPlace;
import org.estover.tokenize.text.TokenBytes;

/**
 * The text of a shard beside its tokens: which token holds a byte, where a token starts, and the
 * bytes themselves. Each answer reads at most {@value TextIndex#PLACE_TOKENS} tokens from a place
 * that the index knows, and keeps them for the next one, which is often near. Not thread-safe.
 */
final class ShardText {
  private final Release release;
  private final OpenShard shard;
  private final long start;
  private final TextIndex index;
  private final TokenBytes tokens;
  private long keptFrom = -1;
  private int[] kept = new int[0];

  /**
   * Reads a shard's text.
   *
   * @param start the shard's first token in its source's stream
   */
  ShardText(Release release, OpenShard shard, long start, TextIndex index, TokenBytes tokens) {
    this.release = release;
    this.shard = shard;
    this.start = start;
    this.index = index;
    this.tokens = tokens;
  }

  DocumentTable documents() {
    return shard.documents();
  }

  long start() {
    return start;
  }

  /** The token that holds a byte of the text, and where it starts. */
  TokenPlace tokenAt(long place) throws IOException {
    TokenPlace known = index.knownBefore(place);
    long at = known.place();
    int[] ids = after(known);
    for (int i = 0; i < ids.length; i++) {
      long next = at + size(ids[i], at);
      if (place < next) {
        return new TokenPlace(known.token() + i, at);
      }
      at = next;
    }
    throw Errors.otherText(release, index, place);
  }

  /** Where a token starts in the text. */
  long placeOf(long token) throws IOException {
    TokenPlace known = index.known(token);
    long at = known.place();
    int[] ids = after(known);
    for (int i = 0; i < token - known.token(); i++) {
      at += size(ids[i], at);
    }
    return at;
  }

  /** Reads the bytes [from, to), or as many of them as the tokens before {@code end} hold. */
  byte[] read(long from, long to, long end) throws IOException {
    TokenPlace first = tokenAt(from);
    // No token has less than a byte.
    int[] ids = from(first.token(), Math.min(to - first.place(), end - first.token()));
    long size = 0;
    for (int id : ids) {
      size += size(id, first.place() + size);
    }
    byte[] bytes = new byte[Math.toIntExact(size)];
    int used = 0;
    for (int id : ids) {
      used = tokens.copy(id, bytes, used);
    }
    int start = (int) (from - first.place());
    return Arrays.copyOfRange(bytes, start, (int) Math.min(used, to - first.place()));
  }

  /** The tokens from one whose place is known to the next. */
  private int[] after(TokenPlace known) throws IOException {
    if (known.token() != keptFrom) {
      kept = from(known.token(), TextIndex.PLACE_TOKENS);
      keptFrom = known.token();
    }
    return kept;
  }

  private int[] from(long token, long count) throws IOException {
    int[] ids = new int[(int) Math.min(count, index.tokens() - token)];
    shard.read(token, ids, 0, ids.length);
    return ids;
  }

  private int size(int id, long place) throws IOException {
    if (!tokens.isToken(id)) {
      throw Errors.otherText(release, index, place);
    }
    return tokens.size(id);
  }
}
