package org.estover.tokenize.reconstruct;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    Path starts = spans.resolveSibling(spans.getFileName() + ".starts.tmp");
    long groups = OrderedCopy.groupCount(order.length(), shift);
    long startsEnd = OrderedCopy.HEADER_SIZE + (groups + 1) * Long.BYTES;
    try (OutputStream binOut = stream(unfinishedBin);
        OutputStream startsOut = stream(starts);
        RandomAccessFile spansFile = new RandomAccessFile(unfinishedSpans.toFile(), "rw")) {
      spansFile.setLength(startsEnd);
      spansFile.seek(startsEnd);
      TokenWidth width = release.content().tokenizer().tokenWidth();
      long end = startsEnd;
      for (long group = 0; group < groups; group++) {
        long from = group << shift;
        long to = Math.min(order.length(), from + (1L << shift));
        List<List<Span>> all = new ArrayList<>();
        for (BatchSequence sequence : reconstruct.sequences(from, to)) {
          byte[] row = new byte[sequence.tokens().length * width.bytes()];
          width.encode(sequence.tokens(), 0, sequence.tokens().length, row, 0);
          binOut.write(row);
          all.add(sequence.spans());
        }
        byte[] bytes = SpanGroup.write(group, all);
        spansFile.write(bytes);
        startsOut.write(little(end));
        end += bytes.length;
      }
      startsOut.write(little(end));
    }
    String binSha256 = Derived.place(unfinishedBin, bin);
    try (FileChannel out = FileChannel.open(unfinishedSpans, StandardOpenOption.WRITE);
        FileChannel in = FileChannel.open(starts, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.wrap(OrderedCopy.header(release, shift, binSha256));
      while (header.hasRemaining()) {
        out.write(header, header.position());
      }
      out.position(OrderedCopy.HEADER_SIZE);
      long size = in.size();
      for (long done = 0; done < size; ) {
        done += in.transferTo(done, size - done, out);
      }
    } finally {
      Files.deleteIfExists(starts);
    }
    Derived.place(unfinishedSpans, spans);
  }

  private static OutputStream stream(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
  }

  private static byte[] little(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }
}
