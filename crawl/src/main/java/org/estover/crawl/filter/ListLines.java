package org.estover.crawl.filter;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a list, without what ends them. Of one that is longer than any entry the rest is
 * passed over, as a file that is no list may be one line of whatever size.
 */
final class ListLines {
  /** The most characters of a line that are read. */
  static final int MOST = 1 << 16;

  private final Reader in;
  private final char[] buffer = new char[1 << 13];
  private int at;
  private int end;
  private final StringBuilder line = new StringBuilder();
  private boolean afterReturn;
  private boolean isCut;

  ListLines(Reader in) {
    this.in = in;
  }

  /** The next line, as {@code BufferedReader} has them; null behind the last one. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    isCut = false;
    int c = read();
    if (afterReturn && c == '\n') {
      c = read();
    }
    afterReturn = false;
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && c != '\r'; c = read()) {
      if (line.length() < MOST) {
        line.append((char) c);
      } else {
        isCut = true;
      }
    }
    afterReturn = c == '\r';
    return line.toString();
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end ? buffer[at++] : -1;
  }

  /** Whether the last line went on. */
  boolean isCut() {
    return isCut;
  }
}
