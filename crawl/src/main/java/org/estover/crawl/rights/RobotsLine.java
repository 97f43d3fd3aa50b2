package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of a file in the grammar of robots.txt (RFC 9309, section 2.2) that has a key.
 *
 * <p>Lines end at CR, LF or both; what follows {@code #} is a comment; a byte order mark is no part
 * of the file, and where it is that of UTF-16 the file is read as such: RFC 9309 wants UTF-8, but
 * bytes that say nothing would permit what their author forbids. A key and its value may be parted
 * by white space alone where the line has no colon and two words.
 *
 * @param number the line's number, from 1
 * @param key the key in lower case
 * @param raw the value without white space around it, one character per byte
 * @param colon whether key and value are parted as they should be
 */
record RobotsLine(int number, String key, String raw, boolean colon) {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** The value as text. */
  String value() {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) > 0x7f) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return raw;
  }

  /** The lines of the first {@code maxBytes} of a file; a line that is cut is left out. */
  static List<RobotsLine> read(byte[] file, int maxBytes) {
    byte[] body = utf8(file, maxBytes);
    List<RobotsLine> lines = new ArrayList<>();
    int end = body.length > maxBytes ? lastLineEnd(body, maxBytes) : body.length;
    int at = startsWithMark(body, end) ? MARK.length : 0;
    int number = 1;
    while (at < end) {
      int stop = at;
      while (stop < end && body[stop] != '\n' && body[stop] != '\r') {
        stop++;
      }
      add(lines, number, body, at, stop);
      boolean pair = stop + 1 < end && body[stop] == '\r' && body[stop + 1] == '\n';
      at = stop + (pair ? 2 : 1);
      number++;
    }
    return lines;
  }

  private static void add(List<RobotsLine> lines, int number, byte[] body, int from, int to) {
    int end = from;
    int colon = -1;
    while (end < to && body[end] != '#') {
      colon = colon < 0 && body[end] == ':' ? end : colon;
      end++;
    }
    String line = new String(body, from, end - from, StandardCharsets.ISO_8859_1);
    if (colon >= 0) {
      String key = line.substring(0, colon - from).strip().toLowerCase(Locale.ROOT);
      lines.add(new RobotsLine(number, key, line.substring(colon - from + 1).strip(), true));
      return;
    }
    String[] words = line.strip().split("[ \t]+", 3);
    if (words.length == 2) {
      lines.add(new RobotsLine(number, words[0].toLowerCase(Locale.ROOT), words[1], false));
    }
  }

  /** The file itself, or what one in UTF-16 says: as many characters as bytes may be read. */
  private static byte[] utf8(byte[] file, int maxBytes) {
    int mark = file.length < 2 ? 0 : (file[0] & 0xff) << 8 | (file[1] & 0xff);
    if (mark != 0xfeff && mark != 0xfffe) {
      return file;
    }
    int length = Math.min(file.length, 2 * maxBytes);
    return new String(file, 0, length, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean startsWithMark(byte[] body, int end) {
    return end >= MARK.length && Arrays.equals(body, 0, MARK.length, MARK, 0, MARK.length);
  }

  private static int lastLineEnd(byte[] body, int maxBytes) {
    int end = maxBytes;
    while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
      end--;
    }
    return end == 0 ? maxBytes : end;
  }
}
