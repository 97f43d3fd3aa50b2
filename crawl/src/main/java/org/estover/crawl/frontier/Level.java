package org.estover.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The URLs that one group visits in one level, in a file ordered by host and within a host by
 * {@link UrlKey}; thread-safe.
 *
 * <p>Memory: a {@link Host} per host, and nothing per URL.
 */
public final class Level implements Closeable {
  /** The most that a URL and the length before it take. */
  private static final int MOST_BYTES = 4096;

  private final FileChannel channel;
  private final Path file;
  private final List<Host> hosts;
  private final int count;

  private Level(FileChannel channel, Path file, List<Host> hosts, int count) {
    this.channel = channel;
    this.file = file;
    this.hosts = hosts;
    this.count = count;
  }

  /**
   * The URLs of one host within the level, of all its schemes and ports: what one machine is asked
   * comes in one order.
   *
   * @param name as {@code PageUrl} has it
   * @param index the index of its first URL within the level
   * @param count how many there are
   * @param offset where the first one lies
   */
  public record Host(String name, int index, int count, long offset) {}

  /** One URL of the level, and where the next one lies. */
  public record Entry(FoundUrl found, long next) {}

  static Level open(Path file) throws IOException {
    List<Host> hosts = new ArrayList<>();
    int count = 0;
    try (RecordStream urls = RecordFile.read(file)) {
      String name = "";
      int index = 0;
      long start = 0;
      long offset = 0;
      byte[] record;
      while ((record = urls.next()) != null) {
        String host = Groups.hostOf(FoundUrl.read(record, 0, record.length).url());
        if (!host.equals(name)) {
          if (count > index) {
            hosts.add(new Host(name, index, count - index, start));
          }
          name = host;
          index = count;
          start = offset;
        }
        count++;
        offset += Short.BYTES + record.length;
      }
      if (count > index) {
        hosts.add(new Host(name, index, count - index, start));
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new Level(channel, file, List.copyOf(hosts), count);
  }

  /** Where the path of a URL begins. */
  static int authorityEnd(String url) {
    return url.indexOf('/', url.indexOf("://") + 3);
  }

  /** The hosts in order. */
  public List<Host> hosts() {
    return hosts;
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
    int end = Short.BYTES + length;
    return new Entry(FoundUrl.read(buffer.array(), Short.BYTES, end), offset + end);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** What a level is sorted by: the host before a record that begins with its key. */
  static byte[] sortRecord(byte[] keyed) {
    return RecordFile.labelled(
        Groups.hostOf(FoundUrl.read(keyed, UrlKey.BYTES, keyed.length).url()), keyed);
  }

  /** Where that begins which the level's file keeps of what {@link #sortRecord} made. */
  static int keptStart(byte[] record) {
    return RecordFile.behindLabel(record) + UrlKey.BYTES;
  }
}
