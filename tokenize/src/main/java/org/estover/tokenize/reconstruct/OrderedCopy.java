package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.ByteSource;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.SummedFile;
import org.estover.tokenize.shard.TokenWidth;

/**
 * A release's sequences in training order, so that a step is one range of bytes: without it the
 * sequences of a step lie scattered over all shards, one request each. Made by {@link
 * OrderedCopyWriter}.
 *
 * <p>{@code derived/order.bin} holds the L+1 tokens of each position in the shards' width, without
 * header or padding, as Pythia's preshuffled data does; its sums lie beside it. {@code
 * derived/order.spans} tells what the tokens are:
 *
 * <pre>
 * Spans      --> Header, GroupStart^(GroupCount+1), Group^GroupCount
 * Header     --> Magic, Version (u32 = 1), Shift (u32), ReleaseId (16 bytes), Positions (u64),
 *                BinSha256 (32 bytes), HeaderSum (u32, CRC-32C of what is before), u32 = 0  80 bytes
 * Magic      --> the eight bytes "ESTSPANS"
 * GroupStart --> u64, from the beginning of the file; what is between groups is ignored
 * Group      --> the spans of 2^Shift positions, the last one of what is left ({@link SpanGroup})
 * </pre>
 *
 * <p>From a server, a step costs five requests: header, starts, groups, tokens and their sums.
 * Thread-safe.
 */
final class OrderedCopy implements Closeable {
  static final String SPANS = Derived.FOLDER + "/order.spans";
  static final String BIN = Derived.FOLDER + "/order.bin";
  static final int VERSION = 1;
  static final int HEADER_SIZE = 80;

  private static final int SHA256_AT = 40;
  private static final int SUM_AT = 72;
  private static final int SHIFT_LIMIT = 16;
  private static final int READ_SIZE = 16 << 20;

  private final ByteSource spans;
  private final SummedFile bin;
  private final TokenWidth width;
  private final PackedOrder order;
  private final int shift;

  private OrderedCopy(
      ByteSource spans, SummedFile bin, TokenWidth width, PackedOrder order, int shift) {
    this.spans = spans;
    this.bin = bin;
    this.width = width;
    this.order = order;
    this.shift = shift;
  }

  static byte[] magic() {
    return "ESTSPANS".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] header(Release release, int shift, String binSha256) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    DerivedHeader.put(header, magic(), VERSION, shift, release);
    header.put(HexFormat.of().parseHex(binSha256));
    return header.putInt(sum(header.array())).array();
  }

  private static int sum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, SUM_AT);
    return (int) crc.getValue();
  }

  static long groupCount(long positions, int shift) {
    return (positions + (1L << shift) - 1) >>> shift;
  }

  /** Opens a release's copy; empty where none was made. */
  static Optional<OrderedCopy> find(Release release, PackedOrder order) throws IOException {
    Optional<ByteSource> found = release.place().find(SPANS, HEADER_SIZE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ByteSource spans = found.get();
    try {
      return Optional.of(open(spans, release, order));
    } catch (IOException | RuntimeException e) {
      spans.close();
      throw e;
    }
  }

  private static OrderedCopy open(ByteSource spans, Release release, PackedOrder order)
      throws IOException {
    if (spans.size() < HEADER_SIZE) {
      throw Derived.damaged(spans.name(), "expected spans, found " + spans.size() + " bytes");
    }
    byte[] bytes = spans.read(0, HEADER_SIZE);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int shift = DerivedHeader.check(spans.name(), header, magic(), VERSION, release);
    if (header.getInt(SUM_AT) != sum(bytes) || shift < 0 || shift > SHIFT_LIMIT) {
      throw Derived.damaged(spans.name(), "checksum mismatch in its header (bytes 0-79)");
    }
    if (spans.size() < startsEnd(order.length(), shift)) {
      throw Derived.damaged(
          spans.name(),
          "it ends after " + spans.size() + " bytes, within the starts of its groups");
    }
    byte[] sha256 = new byte[32];
    header.get(SHA256_AT, sha256);
    TokenWidth width = release.content().tokenizer().tokenWidth();
    long size = order.length() * (order.sequenceTokens() + 1L) * width.bytes();
    SummedFile bin = SummedFile.open(release.place(), BIN, size, HexFormat.of().formatHex(sha256));
    return new OrderedCopy(spans, bin, width, order, shift);
  }

  private static long startsEnd(long positions, int shift) {
    return HEADER_SIZE + (groupCount(positions, shift) + 1) * Long.BYTES;
  }

  /** The sequences of positions [from, to). */
  List<BatchSequence> sequences(long from, long to) throws IOException {
    if (from == to) {
      return List.of();
    }
    List<List<Span>> allSpans = spans(from, to);
    int row = order.sequenceTokens() + 1;
    int count = Math.toIntExact(to - from);
    int rowBytes = row * width.bytes();
    ByteBuffer bytes = bin.read(from * rowBytes, Math.multiplyExact(count, rowBytes));
    List<BatchSequence> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] tokens = new int[row];
      width.decode(bytes.array(), bytes.arrayOffset() + i * rowBytes, tokens, 0, row);
      Slot slot = order.slot(from + i);
      sequences.add(
          new BatchSequence(
              new PlacedSequence(
                  from + i, slot.source(), slot.copy(), slot.sequence(), slot.tokenStart()),
              tokens,
              allSpans.get(i)));
    }
    return sequences;
  }

  private List<List<Span>> spans(long from, long to) throws IOException {
    long firstGroup = from >>> shift;
    long lastGroup = (to - 1) >>> shift;
    long[] starts = starts(firstGroup, lastGroup);
    int groups = starts.length - 1;
    List<List<Span>> all = new ArrayList<>();
    for (int first = 0; first < groups; ) {
      int last = first + 1;
      while (last < groups && starts[last + 1] - starts[first] <= READ_SIZE) {
        last++;
      }
      long size = starts[last] - starts[first];
      if (size > Integer.MAX_VALUE - 8) {
        throw damaged(firstGroup + first, starts[first], starts[first + 1]);
      }
      ByteBuffer bytes =
          ByteBuffer.wrap(spans.read(starts[first], (int) size)).order(ByteOrder.LITTLE_ENDIAN);
      for (int g = first; g < last; g++) {
        bytes.position((int) (starts[g] - starts[first]));
        all.addAll(group(bytes, firstGroup + g, starts[g], starts[g + 1]));
      }
      first = last;
    }
    int skipped = (int) (from - (firstGroup << shift));
    return all.subList(skipped, skipped + (int) (to - from));
  }

  private List<List<Span>> group(ByteBuffer bytes, long number, long start, long end)
      throws IOException {
    int positions = (int) Math.min(1L << shift, order.length() - (number << shift));
    try {
      return SpanGroup.read(bytes, number, positions, order.sequenceTokens());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged(number, start, end);
    }
  }

  private long[] starts(long firstGroup, long lastGroup) throws IOException {
    int count = Math.toIntExact(lastGroup - firstGroup + 2);
    byte[] bytes = spans.read(HEADER_SIZE + firstGroup * Long.BYTES, count * Long.BYTES);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] starts = new long[count];
    long least = startsEnd(order.length(), shift);
    for (int i = 0; i < count; i++) {
      starts[i] = buffer.getLong();
      if (starts[i] < least || starts[i] > spans.size()) {
        throw Derived.damaged(
            spans.name(),
            "group "
                + (firstGroup + i)
                + " starts at byte "
                + starts[i]
                + ", expected from "
                + least
                + " to "
                + spans.size());
      }
      least = starts[i];
    }
    return starts;
  }

  private IOException damaged(long group, long start, long end) {
    return Derived.damaged(
        spans.name(), "group " + group + " is damaged (bytes " + start + "-" + (end - 1) + ")");
  }

  @Override
  public void close() throws IOException {
    try (spans) {
      bin.close();
    }
  }
}
