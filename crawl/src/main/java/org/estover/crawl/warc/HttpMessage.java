package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads an HTTP response as crawlers kept it, which is not always as the RFC wants it. */
final class HttpMessage {
  private static final int MAX_CODINGS = 4;
  private static final int NOT_MODIFIED = 304;

  /** Fields of a 304 that say nothing of what is stored (RFC 9111, section 3.2). */
  private static final Set<String> OF_ONE_MESSAGE =
      Set.of("content-length", "content-encoding", "content-range", "transfer-encoding");

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

  /** The status code of the answer in a record's block, or -1. */
  static int status(WarcRecord record) {
    List<String> lines = lines(record.block(), Bytes.endOfHead(record.block()));
    return lines.isEmpty() ? -1 : status(lines.get(0));
  }

  /** The value of a header field of the answer in a record's block, or "". */
  static String field(WarcRecord record, String name) {
    List<String> lines = lines(record.block(), Bytes.endOfHead(record.block()));
    if (lines.isEmpty() || status(lines.get(0)) < 0) {
      return "";
    }
    return fields(lines).stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(HttpField::value)
        .findFirst()
        .orElse("");
  }

  /**
   * The answer of which a revisit record and the capture with its payload tell together.
   *
   * <p>Where the server said that nothing changed, its fields replace those of the earlier answer
   * (RFC 9111, section 4.3.4); else the answer came whole, and only its body was not kept again.
   */
  static Capture together(Capture earlier, WarcRecord revisit) {
    List<String> lines = lines(revisit.block(), Bytes.endOfHead(revisit.block()));
    int status = lines.isEmpty() ? -1 : status(lines.get(0));
    List<HttpField> fields = status < 0 ? List.of() : fields(lines);
    if (status < 0 || status == NOT_MODIFIED) {
      fields = updated(earlier.fields(), fields);
      status = earlier.status();
    }
    return new Capture(
        revisit.uri(), revisit.date(), status, fields, earlier.body(), earlier.whole());
  }

  /**
   * Stored fields, each replaced where it stands by those of its name that were sent; others that
   * were sent come last. What speaks of the sent message alone replaces nothing.
   */
  static List<HttpField> updated(List<HttpField> stored, List<HttpField> sent) {
    Map<String, List<HttpField>> news = new LinkedHashMap<>();
    for (HttpField field : sent) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!OF_ONE_MESSAGE.contains(name)) {
        news.computeIfAbsent(name, absent -> new ArrayList<>()).add(field);
      }
    }
    List<HttpField> updated = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (HttpField field : stored) {
      String name = field.name().toLowerCase(Locale.ROOT);
      List<HttpField> replacing = news.get(name);
      if (replacing == null) {
        updated.add(field);
      } else if (done.add(name)) {
        updated.addAll(replacing);
      }
    }
    news.forEach(
        (name, fields) -> {
          if (!done.contains(name)) {
            updated.addAll(fields);
          }
        });
    return updated;
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
