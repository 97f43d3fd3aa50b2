package org.estover.crawl.quality;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of a model's file in little-endian order, one after another, with their SHA-256.
 *
 * <p>Whatever is asked for is compared with what the file has left before any memory is taken.
 */
final class ModelInput implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_START = 8;

  private final Path file;
  private final long size;
  private final MessageDigest digest = sha256Digest();
  private final DigestInputStream in;
  private final byte[] start;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteBuffer numbers = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  private long offset;

  ModelInput(Path file) throws IOException {
    this.file = file;
    size = Files.size(file);
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    bytes.mark(LONGEST_START);
    start = bytes.readNBytes(LONGEST_START);
    bytes.reset();
    in = new DigestInputStream(bytes, digest);
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Path file() {
    return file;
  }

  /** Where the next byte stands. */
  long offset() {
    return offset;
  }

  /** How many bytes follow. */
  long left() {
    return size - offset;
  }

  /** Whether the file's first bytes are these. */
  boolean startsWith(byte[] bytes) {
    return start.length >= bytes.length
        && Arrays.equals(start, 0, bytes.length, bytes, 0, bytes.length);
  }

  /** SHA-256 in hex of the bytes read so far. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** SHA-256 in hex of the whole file, of which the rest is read. */
  String sha256OfAll() throws IOException {
    while (in.read(buffer) >= 0) {
      offset = size;
    }
    return sha256();
  }

  int int8(String what) throws IOException {
    fill(1, what);
    return buffer[0];
  }

  int int32(String what) throws IOException {
    fill(Integer.BYTES, what);
    return numbers.getInt(0);
  }

  long int64(String what) throws IOException {
    fill(Long.BYTES, what);
    return numbers.getLong(0);
  }

  float float32(String what) throws IOException {
    float[] one = new float[1];
    floats(one, 1, what);
    return one[0];
  }

  /** Refuses what is longer than the rest of the file. */
  void require(long count, int each, String what) throws CorruptModelException {
    if (count < 0) {
      throw wrong(0, "the size of " + what, count, "0 or more");
    }
    if (count > left() / each) {
      long needed = count > Long.MAX_VALUE / each ? Long.MAX_VALUE : count * each;
      throw Errors.truncated(file, offset, what, needed, left());
    }
  }

  byte[] bytes(long count, String what) throws IOException {
    require(count, 1, what);
    if (count > Integer.MAX_VALUE - 8) {
      throw Errors.unsupported(file, offset, "the size of " + what, count, Integer.MAX_VALUE - 8);
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw Errors.truncated(file, offset, what, count, bytes.length);
    }
    offset += count;
    return bytes;
  }

  /** Reads numbers into the first places of an array; each must be one. */
  void floats(float[] into, int count, String what) throws IOException {
    require(count, Float.BYTES, what);
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, BUFFER / Float.BYTES);
      fill(some * Float.BYTES, what);
      for (int i = 0; i < some; i++) {
        float value = numbers.getFloat(i * Float.BYTES);
        if (!Float.isFinite(value)) {
          long at = offset - (long) (some - i) * Float.BYTES;
          throw Errors.wrong(file, at, "a weight of " + what, value, "a finite number");
        }
        into[done + i] = value;
      }
      done += some;
    }
  }

  /** A complaint about what was just read. */
  CorruptModelException wrong(int size, String what, Object found, String expected) {
    return Errors.wrong(file, offset - size, what, found, expected);
  }

  private void fill(int count, String what) throws IOException {
    require(count, 1, what);
    int read = in.readNBytes(buffer, 0, count);
    if (read < count) {
      throw Errors.truncated(file, offset, what, count, read);
    }
    offset += count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
