package org.estover.crawl.warc;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line before a block of an ARC file: {@code URL IP date type length} in version 1, with
 * further fields between type and length in version 2. URLs may hold spaces.
 */
record ArcHeader(String uri, String date, String contentType, long length) {
  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*:.*) ([0-9A-Fa-f.:]+) ([0-9]{14})( .*)? ([0-9]{1,10})\r?");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  static Optional<ArcHeader> parse(String line) {
    int length = line.length();
    // Most lines of a payload fail here, which is cheaper than the pattern.
    if (length < 20 || (!Character.isDigit(line.charAt(length - 1)) && !line.endsWith("\r"))) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String type = matcher.group(4) == null ? "" : matcher.group(4).strip().split(" ", 2)[0];
    return Optional.of(
        new ArcHeader(
            WarcHeader.uri(matcher.group(1)),
            instant(matcher.group(3)),
            type,
            Long.parseLong(matcher.group(5))));
  }

  /** Whether the block describes the file itself. */
  boolean isVersionBlock() {
    return uri.startsWith("filedesc:");
  }

  WarcRecord record(long offset, byte[] block, long size) {
    boolean http =
        block.length > 5 && new String(block, 0, 5, StandardCharsets.ISO_8859_1).equals("HTTP/");
    return new WarcRecord(
        http ? "response" : "resource", uri, date, contentType, "", offset, block, Map.of(), size);
  }

  private static String instant(String date) {
    try {
      return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}
