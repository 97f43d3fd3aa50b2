package org.estover.crawl.warc;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the header of a WARC record. */
final class WarcHeader {
  private static final Set<String> WANTED = Set.of("response", "resource", "conversion", "revisit");
  private static final Set<String> SKIPPED =
      Set.of("warcinfo", "request", "metadata", "continuation");

  private WarcHeader() {}

  /** The named fields, names in lower case; of a repeated name the first. */
  static Map<String, String> fields(String header) {
    Map<String, String> fields = new HashMap<>();
    String name = "";
    for (String line : header.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (line.startsWith(" ") || line.startsWith("\t")) {
        fields.computeIfPresent(name, (key, value) -> value + " " + line.strip());
      } else if (colon > 0) {
        name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.putIfAbsent(name, utf8(line.substring(colon + 1).strip()));
      }
    }
    return fields;
  }

  /** The block's length, or -1 if the header does not say it. */
  static long length(Map<String, String> fields) {
    String length = fields.getOrDefault("content-length", "");
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }

  static boolean isWanted(String type) {
    return WANTED.contains(type);
  }

  static String skippedType(String type) {
    return SKIPPED.contains(type) ? type : "unknown";
  }

  static WarcRecord record(Map<String, String> fields, long offset, byte[] block, long size) {
    return new WarcRecord(
        fields.getOrDefault("warc-type", ""),
        uri(fields.getOrDefault("warc-target-uri", "")),
        instant(fields.getOrDefault("warc-date", "")),
        fields.getOrDefault("content-type", ""),
        fields.getOrDefault("warc-truncated", ""),
        offset,
        block,
        fields,
        size);
  }

  /** The URI without the brackets that old writers put around it, and without white space. */
  static String uri(String written) {
    String uri = written.strip();
    if (uri.startsWith("<") && uri.endsWith(">")) {
      uri = uri.substring(1, uri.length() - 1);
    }
    StringBuilder escaped = new StringBuilder(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The date in its usual form, or "" if it is none. */
  static String instant(String date) {
    try {
      return Instant.parse(date).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static String utf8(String latin1) {
    for (int i = 0; i < latin1.length(); i++) {
      if (latin1.charAt(i) >= 0x80) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    return latin1;
  }
}
