package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Every token that an {@link Intervention} changed: the file {@code .changes}.
 *
 * <pre>
 * Changes --> Header, First^(ShardCount+1), Change^ChangeCount
 * Header  --> the eight bytes "ESTCHNG\n", Version (u32 = 1), u32 = 0, ShardCount (u64),
 *             ChangeCount (u64)                                                       32 bytes
 * First   --> u64, the number of a shard's first change; shards as the manifest lists them
 * Change  --> Token (u64, in the shard), Before (u32), After (u32); ascending         16 bytes
 * </pre>
 *
 * <p>Integers are little-endian. Applying changes to a range of tokens costs O(log changes) reads
 * and its own changes. Each read is checked by {@link BlockSums}, and each change by the token that
 * it says stood there. Memory: a bit per block of 4 KiB. Thread-safe.
 */
public final class TokenChanges implements Closeable {
  static final int VERSION = 1;
  static final int HEADER_SIZE = 32;
  static final int CHANGE_SIZE = 16;
  private static final int READ_CHANGES = 256;

  private final SummedFile file;
  private final long shardCount;
  private final long changeCount;

  private TokenChanges(SummedFile file, long shardCount, long changeCount) {
    this.file = file;
    this.shardCount = shardCount;
    this.changeCount = changeCount;
  }

  private static byte[] magic() {
    return "ESTCHNG\n".getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Opens the changes of a release; close them after use.
   *
   * @throws CorruptReleaseException if the file is damaged or is another release's
   */
  static TokenChanges open(ReleasePlace place, ReleasedFile named, long shardCount, long changes)
      throws IOException {
    SummedFile file = SummedFile.open(place, named);
    try {
      if (file.size() < HEADER_SIZE) {
        throw Errors.corrupt(
            file.name(), "expected a list of changes, found " + file.size() + " bytes");
      }
      ByteBuffer header = file.read(0, HEADER_SIZE);
      byte[] magic = new byte[Long.BYTES];
      header.get(magic);
      if (!Arrays.equals(magic, magic())) {
        throw Errors.corrupt(file.name(), "it begins with other bytes than a list of changes");
      }
      int version = header.getInt();
      if (version != VERSION) {
        throw Errors.tooNew(file.name(), VERSION, Integer.toUnsignedLong(version));
      }
      if (header.getInt() != 0
          || header.getLong() != shardCount
          || header.getLong() != changes
          || file.size() != size(shardCount, changes)) {
        throw Errors.corrupt(
            file.name(),
            "expected " + changes + " changes of " + shardCount + " shards, found other counts");
      }
      return new TokenChanges(file, shardCount, changes);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long size(long shards, long changes) {
    return HEADER_SIZE + (shards + 1) * Long.BYTES + changes * CHANGE_SIZE;
  }

  /**
   * Joins the changes of all shards into a file that is named by its content, in the folder of a
   * release; the parts are removed.
   *
   * @param parts closed, one per shard, as the manifest lists the shards
   */
  public static ReleasedFile write(Path folder, List<TokenChangesPart> parts) throws IOException {
    Path unfinished = folder.resolve(".changes.tmp");
    long count = parts.stream().mapToLong(TokenChangesPart::count).sum();
    MessageDigest digest = Digests.sha256();
    try (OutputStream file = Files.newOutputStream(unfinished);
        OutputStream out =
            new BufferedOutputStream(new DigestOutputStream(file, digest), 1 << 16)) {
      ByteBuffer header =
          ByteBuffer.allocate(HEADER_SIZE + (parts.size() + 1) * Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      header.put(magic()).putInt(VERSION).putInt(0).putLong(parts.size()).putLong(count);
      long first = 0;
      for (TokenChangesPart part : parts) {
        header.putLong(first);
        first += part.count();
      }
      out.write(header.putLong(first).array());
      for (TokenChangesPart part : parts) {
        Files.copy(part.file(), out);
      }
    }
    for (TokenChangesPart part : parts) {
      Files.delete(part.file());
    }
    Disk.sync(unfinished);
    String sha256 = HexFormat.of().formatHex(digest.digest());
    String name = sha256 + ".changes";
    ReleasedFile summed = BlockSums.write(unfinished, name, sha256);
    Path named = folder.resolve(name);
    Disk.replace(BlockSums.sidecar(unfinished), BlockSums.sidecar(named));
    Files.move(
        unfinished, named, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.syncFolder(named);
    return summed;
  }

  /** The file's path or address. */
  public String name() {
    return file.name();
  }

  /** Receives changes. */
  public interface Sink {
    /**
     * Takes the next change.
     *
     * @param token in the shard
     * @param before the token that the shard has
     * @param after the one that stands there now
     */
    void change(long token, int before, int after) throws IOException;
  }

  /** Delivers all changes of a shard, ascending. */
  public void of(int shard, Sink sink) throws IOException {
    deliver(shard, 0, Long.MAX_VALUE, sink);
  }

  /**
   * Changes those of a shard's tokens [start, start + count) that an intervention changed.
   *
   * @param tokens where they are, from {@code from} on
   * @throws CorruptReleaseException if other tokens stand there than the changes say
   */
  public void apply(int shard, long start, int[] tokens, int from, int count) throws IOException {
    deliver(
        shard,
        start,
        start + count,
        (token, before, after) -> {
          int at = from + (int) (token - start);
          if (tokens[at] != before) {
            throw Errors.corrupt(
                name(),
                "token "
                    + token
                    + " of shard "
                    + shard
                    + " is said to be "
                    + before
                    + ", but is "
                    + tokens[at]);
          }
          tokens[at] = after;
        });
  }

  private record Range(long first, long end) {}

  private Range range(int shard) throws IOException {
    if (shard < 0 || shard >= shardCount) {
      throw new IndexOutOfBoundsException("shard " + shard + " of " + shardCount);
    }
    ByteBuffer firsts = file.read(HEADER_SIZE + (long) shard * Long.BYTES, 2 * Long.BYTES);
    Range range = new Range(firsts.getLong(), firsts.getLong());
    if (range.first < 0 || range.end < range.first || range.end > changeCount) {
      throw Errors.corrupt(
          name(), "the changes of shard " + shard + " are " + range.first + " up to " + range.end);
    }
    return range;
  }

  /** The first change of a range at a token or behind it. */
  private long lower(Range range, long token) throws IOException {
    long low = range.first;
    long high = range.end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (change(middle, 1).getLong() < token) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void deliver(int shard, long from, long to, Sink sink) throws IOException {
    Range range = range(shard);
    long last = -1;
    for (long at = lower(range, from); at < range.end; at += READ_CHANGES) {
      int count = (int) Math.min(READ_CHANGES, range.end - at);
      ByteBuffer changes = change(at, count);
      for (int i = 0; i < count; i++) {
        long token = changes.getLong();
        int before = changes.getInt();
        int after = changes.getInt();
        if (token <= last) {
          throw Errors.corrupt(name(), "change " + (at + i) + " does not follow the one before");
        }
        if (token >= to) {
          return;
        }
        sink.change(token, before, after);
        last = token;
      }
    }
  }

  private ByteBuffer change(long number, int count) throws IOException {
    long at = size(shardCount, number);
    return file.read(at, count * CHANGE_SIZE);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
