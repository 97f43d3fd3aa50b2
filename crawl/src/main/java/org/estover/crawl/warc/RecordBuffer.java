package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;

/**
 * A window over the decompressed bytes of a file that knows where gzip members begin.
 *
 * <p>Indexes are relative to the first byte not yet consumed. Memory: the largest record asked for.
 */
final class RecordBuffer {
  private static final int INITIAL_SIZE = 1 << 17;
  private static final int EXCERPT_CHARS = 80;

  /** A gzip member: where its data begins decompressed, and where it begins in the file. */
  private record Member(long dataStart, long fileStart) {}

  private final ByteFeed feed;
  private final Deque<Member> members = new ArrayDeque<>();
  private byte[] bytes = new byte[INITIAL_SIZE];
  private int start;
  private int end;
  private long startOffset;
  private long lastMember = -1;

  RecordBuffer(ByteFeed feed) {
    this.feed = feed;
  }

  /** Whether at least {@code count} bytes could be made available. */
  boolean has(int count) throws IOException {
    while (end - start < count) {
      if (!fill(count)) {
        return false;
      }
    }
    return true;
  }

  int available() {
    return end - start;
  }

  byte at(int index) {
    return bytes[start + index];
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, start + from, start + to);
  }

  String latin1(int from, int to) {
    return new String(bytes, start + from, to - from, ISO_8859_1);
  }

  int indexOf(byte wanted, int from, int to) {
    int found = Bytes.indexOf(bytes, start + from, start + to, wanted);
    return found < 0 ? -1 : found - start;
  }

  void consume(int count) {
    start += count;
    startOffset += count;
    while (!members.isEmpty() && members.getFirst().dataStart < startOffset) {
      members.removeFirst();
    }
  }

  /** Consumes bytes without keeping them; false if the data ends before. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (!has(1)) {
        return false;
      }
      int step = (int) Math.min(left, available());
      consume(step);
      left -= step;
    }
    return true;
  }

  /** The offset of the next byte as {@link WarcRecord} defines it. */
  long offset() {
    Member first = members.peekFirst();
    return first != null && first.dataStart == startOffset ? first.fileStart : startOffset;
  }

  /**
   * How many bytes of the file lie from an offset to an index where another record or nothing
   * follows; -1 where no gzip member begins there, or the file is compressed otherwise.
   *
   * @param from where a record begins, as {@link #offset} said
   */
  long fileSize(long from, boolean fromIsInFile, int index) throws IOException {
    if (!fromIsInFile) {
      return -1;
    }
    boolean more = has(index + 1);
    if (!more) {
      return feed.damage().isPresent() ? -1 : feed.size() - from;
    }
    long offset = startOffset + index;
    for (Member member : members) {
      if (member.dataStart == offset) {
        return member.fileStart - from;
      }
    }
    return feed.isPlain() ? offset - from : -1;
  }

  /** Whether {@link #offset} is a place in the file as it lies on the disk. */
  boolean isOffsetInFile() {
    return feed.isPlain() || isMemberStart(0);
  }

  /** Whether a gzip member begins at an index. */
  boolean isMemberStart(int index) {
    long offset = startOffset + index;
    for (Member member : members) {
      if (member.dataStart == offset) {
        return true;
      }
    }
    return false;
  }

  Optional<Damage> damage() {
    return feed.damage();
  }

  /** Goes on behind the damage; what is left of the damaged member is dropped. */
  boolean resume() throws IOException {
    consume(available());
    return feed.resume();
  }

  /** The first printable characters from an index on, white space as single spaces. */
  String excerpt(int from) {
    StringBuilder excerpt = new StringBuilder();
    for (int i = from; i < available() && excerpt.length() < EXCERPT_CHARS; i++) {
      char c = (char) (at(i) & 0xff);
      if (c > ' ' && c < 0x7f) {
        excerpt.append(c);
      } else if (!excerpt.isEmpty() && excerpt.charAt(excerpt.length() - 1) != ' ') {
        excerpt.append(' ');
      }
    }
    return excerpt.toString().strip();
  }

  private boolean fill(int count) throws IOException {
    if (bytes.length - start < count) {
      // Doubling, and no more than a quarter is moved each time.
      int size = Math.max(count + (count >> 2), INITIAL_SIZE);
      byte[] target = size > bytes.length ? new byte[size] : bytes;
      System.arraycopy(bytes, start, target, 0, end - start);
      bytes = target;
      end -= start;
      start = 0;
    } else if (end == bytes.length) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    int read = feed.read(bytes, end, bytes.length - end);
    if (read <= 0) {
      return false;
    }
    if (feed.memberStart() != lastMember) {
      lastMember = feed.memberStart();
      members.addLast(new Member(startOffset + (end - start), lastMember));
    }
    end += read;
    return true;
  }
}
