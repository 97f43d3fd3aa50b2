package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.release.SummedFile;

/**
 * Prefix sums of the inputs that an order's positions read, by source, license and holder: the file
 * {@code derived/order.usage}, made by {@link UsageSumsWriter}.
 *
 * <pre>
 * Usage     --> Header, Node^NodeCount, NodeStart^(NodeCount+1), Share^ShareCount, Trailer
 * Header    --> Magic, Version (u32 = 1), Shift (u32), ReleaseId (16 bytes), Positions (u64),
 *               NodeCount (u64)                                                       48 bytes
 * Magic     --> the eight bytes "ESTUSAGE"
 * Node      --> Count, { ShareDelta, Tokens }^Count       varints; ascending by share
 * NodeStart --> u64, from the beginning of the file
 * Share     --> Source, License, Holder; each: size (u32), UTF-8;  ascending, no two equal
 * Trailer   --> SharesStart (u64), ShareCount (u64), the Magic inverted               24 bytes
 * </pre>
 *
 * <p>A block is 2^Shift positions. The nodes, numbered from 1, are a Fenwick tree over the blocks:
 * node n counts the blocks (n - lowbit(n), n]. So the sum up to a block is that of at most
 * log2(blocks) nodes, and a range of positions is the difference of two such sums and at most 2 *
 * (2^Shift - 1) positions at its ends, which are counted one by one.
 *
 * <p>A node holds only shares that it read, so the file grows with positions * log(positions) at
 * the most, and with blocks * shares where there are few shares. Memory: the shares, and one number
 * for each. Thread-safe.
 */
final class UsageSums implements Closeable {
  static final String NAME = Derived.FOLDER + "/order.usage";
  static final int VERSION = 1;
  static final int HEADER_SIZE = 48;
  static final int TRAILER_SIZE = 24;

  private static final int SHIFT_LIMIT = 20;

  private final SummedFile file;
  private final int shift;
  private final long nodes;
  private final long startsAt;
  private final List<SourceShare> shares;

  private UsageSums(
      SummedFile file, int shift, long nodes, long startsAt, List<SourceShare> shares) {
    this.file = file;
    this.shift = shift;
    this.nodes = nodes;
    this.startsAt = startsAt;
    this.shares = shares;
  }

  static byte[] magic() {
    return "ESTUSAGE".getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] endMagic() {
    return Derived.inverted(magic());
  }

  /** Opens a release's sums; empty where none were made. */
  static Optional<UsageSums> find(Release release) throws IOException {
    Optional<SummedFile> found = SummedFile.find(release.place(), NAME, HEADER_SIZE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(found.get(), release));
    } catch (IOException | RuntimeException e) {
      found.get().close();
      throw e;
    }
  }

  private static UsageSums read(SummedFile file, Release release) throws IOException {
    if (file.size() < HEADER_SIZE + TRAILER_SIZE + Long.BYTES) {
      throw Derived.damaged(file.name(), "expected sums of usage, found " + file.size() + " bytes");
    }
    ByteBuffer header = file.read(0, HEADER_SIZE);
    int shift = DerivedHeader.check(file.name(), header, magic(), VERSION, release);
    long nodes = header.getLong(40);
    ByteBuffer trailer = file.read(file.size() - TRAILER_SIZE, TRAILER_SIZE);
    long sharesStart = trailer.getLong();
    long shareCount = trailer.getLong();
    byte[] end = new byte[Long.BYTES];
    trailer.get(end);
    long startsAt = sharesStart - (nodes + 1) * Long.BYTES;
    long sharesSize = file.size() - TRAILER_SIZE - sharesStart;
    if (!Arrays.equals(end, endMagic())
        || shift < 0
        || shift > SHIFT_LIMIT
        || nodes != release.content().order().positions() >>> shift
        || startsAt < HEADER_SIZE
        || sharesSize < 0
        || sharesSize > Integer.MAX_VALUE
        || shareCount < 0
        || shareCount > sharesSize / (3 * Integer.BYTES)) {
      throw Derived.damaged(
          file.name(), nodes + " nodes and " + shareCount + " shares do not fit its size");
    }
    ByteBuffer bytes = file.read(sharesStart, (int) sharesSize);
    return new UsageSums(file, shift, nodes, startsAt, shares(file, bytes, (int) shareCount));
  }

  private static List<SourceShare> shares(SummedFile file, ByteBuffer bytes, int count)
      throws IOException {
    List<SourceShare> shares = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        shares.add(new SourceShare(text(bytes), text(bytes), text(bytes), 0));
      }
    } catch (BufferUnderflowException e) {
      throw Derived.damaged(file.name(), "its shares are cut off");
    }
    return List.copyOf(shares);
  }

  private static String text(ByteBuffer bytes) {
    int size = bytes.getInt();
    if (size < 0 || size > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[size];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * Counts what positions [from, to) read.
   *
   * @throws CorruptReleaseException if the sums do not add up
   */
  List<SourceShare> usage(long from, long to, PackedOrder order, List<SourceStream> streams)
      throws IOException {
    UsageCount count = new UsageCount(order, streams);
    long firstBlock = (from + (1L << shift) - 1) >>> shift;
    long lastBlock = to >>> shift;
    if (firstBlock >= lastBlock) {
      count.add(from, to);
    } else {
      long[] tokens = new long[shares.size()];
      addPrefix(lastBlock, tokens, 1);
      addPrefix(firstBlock, tokens, -1);
      for (int share = 0; share < tokens.length; share++) {
        if (tokens[share] > 0) {
          count.add(shares.get(share), tokens[share]);
        }
      }
      count.add(from, firstBlock << shift);
      count.add(lastBlock << shift, to);
    }
    long expected = Math.multiplyExact(to - from, order.sequenceTokens());
    if (count.total() != expected) {
      throw Derived.damaged(
          file.name(),
          "positions "
              + from
              + " up to "
              + to
              + " add up to "
              + count.total()
              + " tokens, expected "
              + expected);
    }
    return count.shares();
  }

  private void addPrefix(long block, long[] tokens, int sign) throws IOException {
    for (long node = block; node > 0; node -= node & -node) {
      node(node).addTo(tokens, sign);
    }
  }

  private ShareCounts node(long number) throws IOException {
    ByteBuffer starts = file.read(startsAt + (number - 1) * Long.BYTES, 2 * Long.BYTES);
    long start = starts.getLong();
    long end = starts.getLong();
    if (number > nodes || start < HEADER_SIZE || end < start || end > startsAt) {
      throw Derived.damaged(
          file.name(), "node " + number + " reaches from " + start + " to " + end);
    }
    try {
      return ShareCounts.read(file.read(start, Math.toIntExact(end - start)), shares.size());
    } catch (BufferUnderflowException e) {
      throw Derived.damaged(file.name(), "node " + number + " cannot be read");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
