package org.estover.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The URLs that one group visits in one level, in a file ordered by site and within a site by
 * {@link UrlKey}; thread-safe.
 *
 * <p>Memory: a {@link Site} per site, and nothing per URL.
 */
public final class Level implements Closeable {
  /** The most that a URL and the length before it take. */
  private static final int MOST_BYTES = 4096;

  private final FileChannel channel;
  private final Path file;
  private final List<Site> sites;
  private final int count;

  private Level(FileChannel channel, Path file, List<Site> sites, int count) {
    this.channel = channel;
    this.file = file;
    this.sites = sites;
    this.count = count;
  }

  /**
   * The URLs of one site within the level.
   *
   * @param authority scheme, host and port, as {@code PageUrl} has them
   * @param index the index of its first URL within the level
   * @param count how many there are
   * @param offset where the first one lies
   */
  public record Site(String authority, int index, int count, long offset) {}

  /** One URL of the level, and where the next one lies. */
  public record Entry(String url, long next) {}

  static Level open(Path file) throws IOException {
    List<Site> sites = new ArrayList<>();
    int count = 0;
    try (RecordStream urls = RecordFile.read(file)) {
      String authority = "";
      int index = 0;
      long start = 0;
      long offset = 0;
      byte[] record;
      while ((record = urls.next()) != null) {
        String url = new String(record, StandardCharsets.UTF_8);
        if (authority.isEmpty() || !isOf(authority, url)) {
          if (!authority.isEmpty()) {
            sites.add(new Site(authority, index, count - index, start));
          }
          authority = url.substring(0, authorityEnd(url));
          index = count;
          start = offset;
        }
        count++;
        offset += Short.BYTES + record.length;
      }
      if (!authority.isEmpty()) {
        sites.add(new Site(authority, index, count - index, start));
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new Level(channel, file, List.copyOf(sites), count);
  }

  private static boolean isOf(String authority, String url) {
    return url.startsWith(authority) && url.charAt(authority.length()) == '/';
  }

  /** Where the path of a URL begins. */
  static int authorityEnd(String url) {
    return url.indexOf('/', url.indexOf("://") + 3);
  }

  /** The sites in order. */
  public List<Site> sites() {
    return sites;
  }

  /** The number of URLs. */
  public int count() {
    return count;
  }

  /** The URL that lies at {@code offset}. */
  public Entry at(long offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        break;
      }
    }
    buffer.flip();
    int length = buffer.remaining() < Short.BYTES ? -1 : buffer.getShort() & 0xffff;
    if (length < 0 || length > buffer.remaining()) {
      throw Errors.cutShort(file, offset);
    }
    String url = new String(buffer.array(), Short.BYTES, length, StandardCharsets.UTF_8);
    return new Entry(url, offset + Short.BYTES + length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** What a level is sorted by: site, key, and the URL behind them. */
  static byte[] sortRecord(UrlKey key, byte[] url) {
    int end = authorityEnd(new String(url, StandardCharsets.ISO_8859_1));
    byte[] record = new byte[end + 1 + UrlKey.BYTES + url.length];
    System.arraycopy(url, 0, record, 0, end);
    key.write(ByteBuffer.wrap(record, end + 1, UrlKey.BYTES));
    System.arraycopy(url, 0, record, end + 1 + UrlKey.BYTES, url.length);
    return record;
  }

  /** Where the URL begins in a record that {@link #sortRecord} made. */
  static int urlStart(byte[] record) {
    for (int i = 0; ; i++) {
      if (record[i] == 0) {
        return i + 1 + UrlKey.BYTES;
      }
    }
  }
}
