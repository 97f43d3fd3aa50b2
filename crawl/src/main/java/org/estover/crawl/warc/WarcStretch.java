package org.estover.crawl.warc;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A stretch of a WARC file that {@link WarcWriter} wrote, from the begin of one record to the end
 * of another: what stands at a place that a writer gave.
 *
 * @param offset where its first record begins
 * @param end the offset behind its last
 */
public record WarcStretch(Path file, long offset, long end) {
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  /** Gzip, deflate, no flags: what the writer makes. */
  private static final byte[] MEMBER_HEAD = {0x1f, (byte) 0x8b, 8, 0};

  private static final int HEAD_BYTES = 10;
  private static final int TRAILER_BYTES = 8;

  /**
   * Whether the stretch is there and can be read to its end, all checksums included. Memory: its
   * size.
   */
  public boolean isWhole() throws IOException {
    byte[] bytes;
    try {
      bytes = bytes();
    } catch (EOFException | NoSuchFileException e) {
      return false;
    }
    int at = 0;
    while (at < bytes.length) {
      int next = memberEnd(bytes, at);
      if (next < 0) {
        return false;
      }
      at = next;
    }
    return bytes.length > 0;
  }

  /** Where the gzip member at an index ends, or -1 if it is not whole. */
  private static int memberEnd(byte[] bytes, int at) {
    boolean head =
        bytes.length - at > MEMBER_HEAD.length
            && Arrays.equals(
                bytes, at, at + MEMBER_HEAD.length, MEMBER_HEAD, 0, MEMBER_HEAD.length);
    if (!head || bytes.length - at < HEAD_BYTES + TRAILER_BYTES) {
      return -1;
    }
    Inflater inflater = new Inflater(true);
    try {
      int from = at + HEAD_BYTES;
      inflater.setInput(bytes, from, bytes.length - from);
      CRC32 crc = new CRC32();
      byte[] buffer = new byte[1 << 14];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          return -1;
        }
        crc.update(buffer, 0, count);
      }
      int trailer = bytes.length - inflater.getRemaining();
      if (bytes.length - trailer < TRAILER_BYTES) {
        return -1;
      }
      ByteBuffer sums = ByteBuffer.wrap(bytes, trailer, TRAILER_BYTES).order(LITTLE_ENDIAN);
      boolean right =
          sums.getInt() == (int) crc.getValue()
              && sums.getInt() == (int) inflater.getBytesWritten();
      return right ? trailer + TRAILER_BYTES : -1;
    } catch (DataFormatException e) {
      return -1;
    } finally {
      inflater.end();
    }
  }

  /**
   * The first record of the stretch, also of a file that is not compressed.
   *
   * @throws IOException if no record begins there that has a payload or stands for one, or it is
   *     cut short
   */
  public WarcRecord first() throws IOException {
    try (InputStream in = unpacked(bytes())) {
      Map<String, String> fields = WarcHeader.fields(head(in));
      String type = fields.getOrDefault("warc-type", "");
      long length = WarcHeader.length(fields);
      if (!WarcHeader.isWanted(type) || length < 0 || length > Integer.MAX_VALUE) {
        throw Errors.noRecordAt(file, offset);
      }
      byte[] block = in.readNBytes((int) length);
      if (block.length < length) {
        throw Errors.noRecordAt(file, offset);
      }
      return WarcHeader.record(fields, offset, block, -1);
    } catch (ZipException | EOFException e) {
      throw Errors.noRecordAt(file, offset);
    }
  }

  private static InputStream unpacked(byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    boolean packed = bytes.length > 0 && bytes[0] == MEMBER_HEAD[0];
    return packed ? new GZIPInputStream(in, 1 << 13) : in;
  }

  private byte[] bytes() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (end > channel.size()) {
        // Before memory is taken for what an index claims to be there.
        throw new EOFException();
      }
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(end - offset));
      while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
        // until the stretch is read, or the file ends
      }
      if (buffer.hasRemaining()) {
        throw new EOFException();
      }
      return buffer.array();
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < HEAD_END.length) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      matched = next == HEAD_END[matched] ? matched + 1 : next == HEAD_END[0] ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }
}
