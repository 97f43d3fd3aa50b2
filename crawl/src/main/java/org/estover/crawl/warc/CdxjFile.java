package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds captures in an index; thread-safe.
 *
 * <p>Lines are sorted by their bytes, so a line is found by halving the file: some thirty reads of
 * {@value #CHUNK} bytes in an index of a gigabyte. Memory: a line.
 */
public final class CdxjFile implements Closeable {
  private static final int CHUNK = 2048;

  private final FileChannel channel;
  private final long size;

  private CdxjFile(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /** Opens an index that nobody writes. */
  public static CdxjFile open(Path index) throws IOException {
    FileChannel channel = FileChannel.open(index, StandardOpenOption.READ);
    return new CdxjFile(channel, channel.size());
  }

  /** The captures of just this URL, in the order of their time. */
  public List<IndexedCapture> of(String url) throws IOException {
    byte[] key = (Surt.of(url) + ' ').getBytes(US_ASCII);
    List<IndexedCapture> found = new ArrayList<>();
    long at = firstFrom(key);
    while (at < size) {
      byte[] line = line(at);
      if (!startsWith(line, key)) {
        break;
      }
      // Other URLs may have the same key.
      IndexedCapture.parse(new String(line, US_ASCII))
          .filter(capture -> capture.url().equals(url))
          .ifPresent(found::add);
      at += line.length + 1;
    }
    return found;
  }

  /** Where the first line begins that is not before a key. */
  private long firstFrom(byte[] key) throws IOException {
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      long line = lineFrom(middle);
      if (line < size && Arrays.compareUnsigned(line(line), key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return lineFrom(low);
  }

  /** Where the first line begins at an offset or behind it. */
  private long lineFrom(long offset) throws IOException {
    return offset == 0 ? 0 : lineEnd(offset - 1, new ByteArrayOutputStream()) + 1;
  }

  private byte[] line(long offset) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    lineEnd(offset, line);
    return line.toByteArray();
  }

  /** Where the line ends that has a byte at an offset; what of it stands there goes into a line. */
  private long lineEnd(long offset, ByteArrayOutputStream line) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long at = offset;
    while (at < size) {
      int count = channel.read(chunk.clear(), at);
      if (count < 0) {
        break;
      }
      int feed = Bytes.indexOf(chunk.array(), 0, count, (byte) '\n');
      line.write(chunk.array(), 0, feed < 0 ? count : feed);
      if (feed >= 0) {
        return at + feed;
      }
      at += count;
    }
    return size;
  }

  private static boolean startsWith(byte[] line, byte[] key) {
    return line.length >= key.length && Arrays.equals(line, 0, key.length, key, 0, key.length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
