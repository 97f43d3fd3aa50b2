package org.estover.crawl.source;

import java.io.IOException;
import java.util.Optional;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;

/**
 * Cuts decompressed bytes into lines and never holds more than one of them.
 *
 * <p>A line ends with a line feed or the end of the data. A line above the limit is passed over
 * without being kept. Cost: one pass, no copy except of a line's begun part when the buffer turns.
 */
final class LineReader {
  private static final int INITIAL_SIZE = 1 << 18;

  /** Takes the lines. */
  interface Lines {
    /** Takes a line without its line feed; the bytes are valid during the call only. */
    void line(byte[] bytes, int from, int to, long offset) throws IOException;

    /** Takes note of a line above the limit, with the first bytes of it. */
    void tooLong(byte[] bytes, int from, int to, long offset) throws IOException;

    /**
     * Takes note of damage: what begins at the offset cannot be read.
     *
     * @param unread how much of the file was not read, as {@link Damage#unread} says it
     */
    void damaged(long offset, String reason, String unread) throws IOException;
  }

  private final ByteFeed feed;
  private final int maxLine;
  private byte[] bytes = new byte[INITIAL_SIZE];
  private int start;
  private int scanned;
  private int end;
  private long startOffset;
  private boolean passing;

  LineReader(ByteFeed feed, int maxLine) {
    this.feed = feed;
    this.maxLine = maxLine;
  }

  /** Reads all lines; returns the size of the decompressed data. */
  long read(Lines lines) throws IOException {
    while (fill()) {
      int feedAt;
      while ((feedAt = nextLineFeed()) >= 0) {
        if (passing) {
          passing = false;
        } else if (feedAt - start > maxLine) {
          lines.tooLong(bytes, start, feedAt, startOffset);
        } else {
          lines.line(bytes, start, feedAt, startOffset);
        }
        consume(feedAt + 1);
      }
      if (passing) {
        consume(end);
      } else if (end - start > maxLine) {
        lines.tooLong(bytes, start, end, startOffset);
        passing = true;
        consume(end);
      }
    }
    Optional<Damage> damage = feed.damage();
    if (damage.isPresent()) {
      lines.damaged(startOffset, damage.get().reason(), damage.get().unread(feed.size()));
    } else if (end > start && !passing) {
      lines.line(bytes, start, end, startOffset);
    }
    return startOffset + (end - start);
  }

  private int nextLineFeed() {
    byte[] from = bytes;
    int to = end;
    for (int i = scanned; i < to; i++) {
      if (from[i] == '\n') {
        scanned = i;
        return i;
      }
    }
    scanned = end;
    return -1;
  }

  private void consume(int to) {
    startOffset += to - start;
    start = to;
    scanned = to;
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      scanned = 0;
      end = 0;
    } else if (end == bytes.length) {
      // Room for a line of the limit and one byte more is enough to know that it is too long.
      long wanted = Math.min(2L * (end - start), Math.max(maxLine + 1L, INITIAL_SIZE) + 1);
      byte[] target = wanted > bytes.length ? new byte[(int) wanted] : bytes;
      System.arraycopy(bytes, start, target, 0, end - start);
      bytes = target;
      end -= start;
      scanned -= start;
      start = 0;
    }
    int read = feed.read(bytes, end, bytes.length - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    return true;
  }
}
