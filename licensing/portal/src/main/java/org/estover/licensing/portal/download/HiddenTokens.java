package org.estover.licensing.portal.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.tokenize.release.DocumentShare;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ShownSums;

/**
 * The bytes of a shard's tokens that somebody is not shown: those of documents that were taken
 * down, and of documents outside of the slice of a grant. Ends of text stand in their place, as
 * {@code estover batch} puts them.
 *
 * <p>Two longs a run of hidden documents. Immutable and thread-safe.
 */
final class HiddenTokens implements ShownSums.Shown {
  /** Shows everything. */
  static final HiddenTokens NONE = new HiddenTokens(new long[0], new long[0], 2, 0, false);

  private final long[] starts;
  private final long[] ends;
  private final int width;
  private final int endOfText;
  private final boolean all;

  private HiddenTokens(long[] starts, long[] ends, int width, int endOfText, boolean all) {
    this.starts = starts;
    this.ends = ends;
    this.width = width;
    this.endOfText = endOfText;
    this.all = all;
  }

  /**
   * What of a shard is hidden. Where a slice leaves out some licenses, reads a row a document of
   * the shard; else as {@link Masks#tokenRanges}.
   */
  static HiddenTokens of(Release release, ReleasedShard shard, Masks masks, Slice slice)
      throws IOException {
    if (shard.tokens() == 0 || (masks.isEmpty() && slice.isWhole())) {
      return NONE;
    }
    int width = (int) (shard.bin().size() / shard.tokens());
    int endOfText = release.content().tokenizer().endOfText();
    List<long[]> hidden = new ArrayList<>();
    boolean all;
    try (DocumentTable table = release.documents(shard)) {
      masks
          .tokenRanges(release, shard, table)
          .forEach((from, to) -> hidden.add(new long[] {from, to}));
      all = !addOutside(table, slice, hidden);
    }
    List<long[]> merged = merged(hidden);
    return new HiddenTokens(
        merged.stream().mapToLong(run -> run[0] * width).toArray(),
        merged.stream().mapToLong(run -> run[1] * width).toArray(),
        width,
        endOfText,
        all);
  }

  /** Adds what is outside of the slice; returns whether anything is inside. */
  private static boolean addOutside(DocumentTable table, Slice slice, List<long[]> hidden)
      throws IOException {
    boolean[] held = new boolean[table.shareCount()];
    int holds = 0;
    for (int number = 0; number < held.length; number++) {
      DocumentShare share = table.share(number);
      held[number] = slice.holds(share.source(), share.license(), share.rights());
      holds += held[number] ? 1 : 0;
    }
    if (holds == 0 || holds == held.length) {
      return holds > 0;
    }
    for (long row = 0; row < table.rowCount(); row++) {
      DocumentTable.RowPlace place = table.place(row);
      if (!held[place.share()]) {
        hidden.add(new long[] {place.tokenStart(), place.tokenEnd()});
      }
    }
    return true;
  }

  private static List<long[]> merged(List<long[]> runs) {
    runs.sort(Comparator.comparingLong(run -> run[0]));
    List<long[]> merged = new ArrayList<>();
    for (long[] run : runs) {
      long[] last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && run[0] <= last[1]) {
        last[1] = Math.max(last[1], run[1]);
      } else {
        merged.add(run.clone());
      }
    }
    return merged;
  }

  /** Whether the slice holds nothing of the shard. */
  boolean isAll() {
    return all;
  }

  /** Whether everything is shown. */
  boolean isEmpty() {
    return starts.length == 0 && !all;
  }

  /** Whether some of the bytes [from, to) are hidden. */
  @Override
  public boolean touches(long from, long to) {
    int first = firstEndingBehind(from);
    return first < starts.length && starts[first] < to;
  }

  /**
   * Puts ends of text over what is hidden of the first {@code count} bytes, which begin at a byte.
   */
  @Override
  public void cover(byte[] bytes, int count, long at) {
    byte[] end =
        ByteBuffer.allocate(Long.BYTES)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .putLong(0, endOfText)
            .array();
    for (int run = firstEndingBehind(at); run < starts.length && starts[run] < at + count; run++) {
      long to = Math.min(ends[run], at + count);
      for (long place = Math.max(starts[run], at); place < to; place++) {
        bytes[(int) (place - at)] = end[(int) (place % width)];
      }
    }
  }

  private int firstEndingBehind(long place) {
    int found = Arrays.binarySearch(ends, place + 1);
    return found < 0 ? -found - 1 : found;
  }

  /**
   * What tells a file that is shown so from any other: no digest of its bytes, which are not read.
   */
  String tag(String sha256) {
    if (isEmpty()) {
      return sha256;
    }
    ByteBuffer runs = ByteBuffer.allocate(2 * Long.BYTES * starts.length);
    for (int run = 0; run < starts.length; run++) {
      runs.putLong(starts[run]).putLong(ends[run]);
    }
    String hidden = Shelf.sha256(runs.array());
    return Shelf.sha256(
        ("estover.hidden.v1\n" + sha256 + "\n" + hidden).getBytes(StandardCharsets.US_ASCII));
  }
}
