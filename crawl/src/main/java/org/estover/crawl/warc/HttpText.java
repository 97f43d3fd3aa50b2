package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * HTTP messages written so that every parser takes them.
 *
 * <p>A body is written without transfer and content coding: the fields that spoke of those, and
 * fields whose names are no token, get names that begin with {@code X-Crawler-}.
 */
final class HttpText {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final String RENAMED = "X-Crawler-";

  /** Phrases of RFC 9110, since no capture keeps the one that came; parsers want one. */
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(203, "Non-Authoritative Information"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(410, "Gone"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(451, "Unavailable For Legal Reasons"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private static final String[] CLASSES = {
    "Informational", "Successful", "Redirection", "Client Error", "Server Error"
  };

  private HttpText() {}

  static byte[] request(String uri, List<HttpField> fields) {
    URI target = URI.create(uri);
    String path = target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    StringBuilder head = new StringBuilder("GET ");
    head.append(path == null || path.isEmpty() ? "/" : path).append(query);
    head.append(" HTTP/1.1\r\n");
    append(head, "Host", target.getRawAuthority());
    fields.forEach(field -> append(head, field.name(), field.value()));
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  /** The head of an answer, with the empty line that ends it. */
  static byte[] head(Capture capture) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(capture.status()).append(' ').append(phrase(capture.status())).append("\r\n");
    for (HttpField field : capture.fields()) {
      boolean coding =
          switch (field.name().toLowerCase(Locale.ROOT)) {
            case "content-encoding", "transfer-encoding", "content-length" -> true;
            default -> false;
          };
      append(head, (coding ? RENAMED : "") + field.name(), field.value());
    }
    if (capture.status() != 304) {
      append(head, "Content-Length", Integer.toString(capture.body().length));
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static void append(StringBuilder head, String name, String value) {
    if (TOKEN.matcher(name).matches()) {
      head.append(name).append(": ").append(oneLine(value)).append("\r\n");
    } else {
      append(head, RENAMED + "Field", name + ": " + value);
    }
  }

  private static String phrase(int status) {
    String phrase = PHRASES.get(status);
    int digit = status / 100;
    return phrase != null ? phrase : digit >= 1 && digit <= 5 ? CLASSES[digit - 1] : "Unknown";
  }

  /** The text without control characters, which no parser takes in a field. */
  static String oneLine(String value) {
    StringBuilder line = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean control = (c < ' ' && c != '\t') || c == 0x7f;
      if (!control) {
        line.append(c);
      } else if (line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString();
  }
}
