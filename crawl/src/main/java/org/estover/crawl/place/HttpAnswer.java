package org.estover.crawl.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to one HTTP/1.1 request on a connection that is closed behind it.
 *
 * @param status the status code
 * @param headers the last value of each, by name in lower case
 * @param body the beginning of the body, as UTF-8
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_HEADERS = 200;

  /**
   * Reads an answer.
   *
   * @param most bytes of the body at most; the rest is left
   */
  static HttpAnswer read(InputStream in, int most) throws IOException {
    String[] statusLine = line(in).split(" ", 3);
    if (statusLine.length < 2
        || !statusLine[0].startsWith("HTTP/1.")
        || !statusLine[1].matches("[1-5][0-9][0-9]")) {
      throw Errors.notHttp("its first line is no status line");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= MAX_HEADERS) {
        throw Errors.notHttp("it has a header without a name, or too many of them");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = body(in, headers, most);
    return new HttpAnswer(
        Integer.parseInt(statusLine[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] body(InputStream in, Map<String, String> headers, int most)
      throws IOException {
    if (headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked")) {
      return chunks(in, most);
    }
    String length = headers.getOrDefault("content-length", "");
    if (length.matches("[0-9]{1,18}")) {
      return in.readNBytes((int) Math.min(most, Long.parseLong(length)));
    }
    return in.readNBytes(most);
  }

  private static byte[] chunks(InputStream in, int most) throws IOException {
    byte[] body = new byte[0];
    while (body.length < most) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,8}")) {
        throw Errors.notHttp("a chunk has no size");
      }
      long left = Long.parseLong(size, 16);
      if (left == 0) {
        return body;
      }
      byte[] chunk = in.readNBytes((int) Math.min(left, most - body.length));
      byte[] longer = Arrays.copyOf(body, body.length + chunk.length);
      System.arraycopy(chunk, 0, longer, body.length, chunk.length);
      body = longer;
      if (chunk.length < left) {
        return body;
      }
      line(in);
    }
    return body;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() >= MAX_LINE) {
        throw Errors.notHttp(b < 0 ? "it ends in its headers" : "it has a line without an end");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }
}
