package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.shard.TokenItems;
import org.estover.tokenize.shard.TokenWidth;

/**
 * The training sequences of a release in the order of training: item p is what position p reads,
 * L+1 tokens. This is the content of Pythia's preshuffled data. What was taken down is masked.
 *
 * <p>On a disk a group of rows is read in the order in which they lie there. Memory: one group of
 * {@value #GROUP_BYTES} bytes. Thread-safe.
 */
public final class ReleaseRows implements TokenItems {
  private static final int GROUP_BYTES = 32 << 20;

  private final Reconstruct release;
  private final TokenWidth width;
  private final int rowTokens;

  private ReleaseRows(Reconstruct release) {
    this.release = release;
    width = release.content().tokenizer().tokenWidth();
    rowTokens = Math.addExact(release.order().sequenceTokens(), 1);
  }

  /** The rows of an open release, which is closed with them. */
  public static ReleaseRows of(Reconstruct release) {
    return new ReleaseRows(release);
  }

  /** L+1, the tokens of every row. */
  public int rowTokens() {
    return rowTokens;
  }

  @Override
  public TokenWidth width() {
    return width;
  }

  @Override
  public long itemCount() {
    return release.order().length();
  }

  @Override
  public long tokenCount() {
    return Math.multiplyExact(itemCount(), (long) rowTokens);
  }

  @Override
  public long itemStart(long item) {
    return Objects.checkIndex(item, itemCount() + 1) * rowTokens;
  }

  @Override
  public void sizes(long from, int[] into, int count) {
    Objects.checkFromIndexSize(from, (long) count, itemCount());
    Arrays.fill(into, 0, count, rowTokens);
  }

  @Override
  public void tokens(long from, long to, TokenSink sink) throws IOException {
    Objects.checkFromToIndex(from, to, itemCount());
    int rowBytes = Math.multiplyExact(rowTokens, width.bytes());
    int group = Math.max(1, GROUP_BYTES / rowBytes);
    for (long first = from; first < to; first += group) {
      int rows = (int) Math.min(group, to - first);
      byte[] bytes = new byte[rows * rowBytes];
      fill(first, rows, bytes, rowBytes);
      sink.tokens(bytes, 0, bytes.length);
    }
  }

  private void fill(long first, int rows, byte[] bytes, int rowBytes) throws IOException {
    if (ReleasePlace.isAddress(release.release().place().name())) {
      for (BatchSequence sequence : release.sequences(first, first + rows)) {
        int row = (int) (sequence.placed().position() - first);
        width.encode(sequence.tokens(), 0, rowTokens, bytes, row * rowBytes);
      }
      return;
    }
    OrderWalk.inPlaceOrder(
        release.order(),
        first,
        first + rows,
        (position, slot) ->
            width.encode(
                release.handedOut(position, 0, rowTokens),
                0,
                rowTokens,
                bytes,
                (int) (position - first) * rowBytes));
  }

  /** Does nothing: the files of a release are checked by its verifier. */
  @Override
  public void verify() {}

  @Override
  public void close() throws IOException {
    release.close();
  }
}
