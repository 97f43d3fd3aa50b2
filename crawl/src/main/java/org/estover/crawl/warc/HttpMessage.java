package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads an HTTP response as crawlers kept it, which is not always as the RFC wants it. */
final class HttpMessage {
  private static final int MAX_CODINGS = 4;

  private HttpMessage() {}

  static HttpReading read(WarcRecord response, int maxBytes) {
    byte[] block = response.block();
    int head = Bytes.endOfHead(block);
    List<String> lines = lines(block, head);
    int status = lines.isEmpty() ? -1 : status(lines.get(0));
    if (status < 0) {
      return new HttpReading.Unreadable("http-status-line", 0);
    }
    List<HttpField> fields = fields(lines);
    boolean whole = response.truncated().isEmpty();
    byte[] body = Arrays.copyOfRange(block, head, block.length);
    if (lastValue(fields, "Transfer-Encoding").contains("chunked")) {
      Chunks chunks = Chunks.decode(body);
      body = chunks.body();
      whole &= chunks.whole();
    }
    String[] codings = lastValue(fields, "Content-Encoding").split("[,\\s]+", MAX_CODINGS);
    for (int i = codings.length - 1; i >= 0; i--) {
      ContentCoding.Decoded decoded = ContentCoding.decode(body, codings[i], maxBytes);
      if (!decoded.problem().isEmpty()) {
        return new HttpReading.Unreadable(decoded.problem(), status);
      }
      body = decoded.body();
    }
    return new Capture(response.uri(), response.date(), status, fields, body, whole);
  }

  private static List<String> lines(byte[] block, int end) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < end) {
      int feed = Bytes.indexOf(block, start, end, (byte) '\n');
      int stop = feed < 0 ? end : feed;
      int length = stop - start;
      if (length > 0 && block[stop - 1] == '\r') {
        length--;
      }
      lines.add(new String(block, start, length, ISO_8859_1));
      start = stop + 1;
    }
    return lines;
  }

  /** The code of a status line such as {@code HTTP/1.1 200 OK}, or -1. */
  private static int status(String line) {
    if (!line.startsWith("HTTP/")) {
      return -1;
    }
    String[] parts = line.split("[ \\t]+", 3);
    return parts.length > 1 && parts[1].matches("[1-9][0-9]{2}") ? Integer.parseInt(parts[1]) : -1;
  }

  private static List<HttpField> fields(List<String> lines) {
    List<HttpField> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded && !fields.isEmpty()) {
        HttpField last = fields.remove(fields.size() - 1);
        fields.add(new HttpField(last.name(), last.value() + " " + line.strip()));
      } else if (colon > 0) {
        fields.add(
            new HttpField(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    return fields;
  }

  private static String lastValue(List<HttpField> fields, String name) {
    String value = "";
    for (HttpField field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        value = field.value();
      }
    }
    return value.toLowerCase(Locale.ROOT);
  }
}
