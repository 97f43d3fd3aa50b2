package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.shard.TokenWidth;

/**
 * Makes an {@link OrderedCopy}: reads every sequence once, where it lies, and writes them one after
 * the other. Memory: one group of positions. The bytes depend on the release only.
 */
final class OrderedCopyWriter {
  /** A step of 1,024 sequences is 16 whole groups. */
  static final int SHIFT = 6;

  private OrderedCopyWriter() {}

  static void write(Release release, PackedOrder order, Reconstruct reconstruct, int shift)
      throws IOException {
    Path bin = release.folder().resolve(OrderedCopy.BIN);
    Path spans = release.folder().resolve(OrderedCopy.SPANS);
    Files.createDirectories(bin.resolveSibling("."));
    Path unfinishedBin = bin.resolveSibling(bin.getFileName() + ".tmp");
    Path unfinishedSpans = spans.resolveSibling(spans.getFileName() + ".tmp");
    long groups = OrderedCopy.groupCount(order.length(), shift);
    long startsEnd = OrderedCopy.HEADER_SIZE + (groups + 1) * Long.BYTES;
    // Starts stand before the groups and follow from them: both are written as they come.
    LittleEndianOutput.create(unfinishedSpans).close();
    try (LittleEndianOutput binOut = LittleEndianOutput.create(unfinishedBin);
        LittleEndianOutput startsOut =
            LittleEndianOutput.from(OrderedCopy.HEADER_SIZE, unfinishedSpans);
        LittleEndianOutput groupsOut = LittleEndianOutput.from(startsEnd, unfinishedSpans)) {
      TokenWidth width = release.content().tokenizer().tokenWidth();
      for (long group = 0; group < groups; group++) {
        long from = group << shift;
        long to = Math.min(order.length(), from + (1L << shift));
        List<List<Span>> all = new ArrayList<>();
        for (BatchSequence sequence : reconstruct.stored(from, to)) {
          byte[] row = new byte[sequence.tokens().length * width.bytes()];
          width.encode(sequence.tokens(), 0, sequence.tokens().length, row, 0);
          binOut.write(row);
          all.add(sequence.spans());
        }
        startsOut.writeLong(groupsOut.position());
        groupsOut.write(SpanGroup.write(group, all));
      }
      startsOut.writeLong(groupsOut.position());
    }
    String binSha256 = Derived.place(unfinishedBin, bin);
    try (LittleEndianOutput headerOut = LittleEndianOutput.from(0, unfinishedSpans)) {
      headerOut.write(OrderedCopy.header(release, shift, binSha256));
    }
    Derived.place(unfinishedSpans, spans);
  }
}
