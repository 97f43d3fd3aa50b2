package org.estover.dedupe.exact;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The normal form of URLs that RFC 3986 section 6 says are the same. */
final class NormalUrl {
  /** Scheme, authority, path, query; the fragment is not looked at. */
  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:(.*)@)?(\\[.*]|[^:]*)(?::([0-9]*))?", Pattern.DOTALL);
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String DELIMITERS = ":/?[]@!$&'()*+,;=";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final IDNA NAMES =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.USE_STD3_RULES);

  private NormalUrl() {}

  /** The normal form; empty for what has no scheme and authority. */
  static Optional<String> of(String url, UrlRule rule) {
    Matcher parts = URL.matcher(trimmed(url));
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    Matcher authority = AUTHORITY.matcher(parts.group(2));
    if (!authority.matches()) {
      return Optional.empty();
    }
    StringBuilder normal = new StringBuilder(scheme).append("://");
    if (authority.group(1) != null) {
      normal.append(escaped(authority.group(1))).append('@');
    }
    normal.append(host(authority.group(2))).append(port(scheme, authority.group(3)));
    normal.append(withoutDots(escaped(parts.group(3))));
    if (parts.group(4) != null) {
      String query = escaped(parts.group(4));
      String kept = rule.query(query);
      normal.append(kept.isEmpty() && !query.isEmpty() ? "" : "?" + kept);
    }
    return Optional.of(normal.toString());
  }

  /** Without white space at both ends; lone surrogates, which UTF-8 lacks, as U+FFFD. */
  private static String trimmed(String url) {
    StringBuilder whole = new StringBuilder();
    url.trim()
        .codePoints()
        .forEach(c -> whole.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c));
    return whole.toString();
  }

  private static String host(String host) {
    String lower = escaped(escaped(host).toLowerCase(Locale.ROOT));
    if (host.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder name = NAMES.nameToASCII(host, new StringBuilder(), info);
    return info.hasErrors() ? lower : name.toString();
  }

  private static String port(String scheme, @Nullable String port) {
    String digits = port == null ? "" : port.replaceFirst("^0+(?=.)", "");
    String standard =
        switch (scheme) {
          case "http", "ws" -> "80";
          case "https", "wss" -> "443";
          case "ftp" -> "21";
          default -> "";
        };
    return digits.isEmpty() || digits.equals(standard) ? "" : ":" + digits;
  }

  /**
   * Percent-encoding in one way: what needs none has none, what may not stand there has it, hex
   * digits are capitals. A percent sign that starts no triplet becomes one.
   */
  private static String escaped(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    StringBuilder normal = new StringBuilder(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      int b = bytes[at] & 0xFF;
      if (b == '%' && isTriplet(bytes, at)) {
        int value = HexFormat.fromHexDigits(part(bytes, at + 1));
        at += 2;
        append(normal, value, isUnreserved(value));
      } else {
        append(normal, b, isUnreserved(b) || DELIMITERS.indexOf(b) >= 0);
      }
    }
    return normal.toString();
  }

  private static void append(StringBuilder normal, int b, boolean plain) {
    if (plain) {
      normal.append((char) b);
    } else {
      HEX.toHexDigits(normal.append('%'), (byte) b);
    }
  }

  private static String part(byte[] bytes, int from) {
    return new String(bytes, from, 2, StandardCharsets.US_ASCII);
  }

  private static boolean isTriplet(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }

  private static boolean isUnreserved(int b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || UNRESERVED_MARKS.indexOf(b) >= 0;
  }

  /** The path without the segments . and .. (RFC 3986 section 5.2.4); never empty. */
  private static String withoutDots(String path) {
    if (path.isEmpty()) {
      return "/";
    }
    String[] segments = path.substring(1).split("/", -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < segments.length; i++) {
      boolean up = segments[i].equals("..");
      if (up && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      }
      if (!up && !segments[i].equals(".")) {
        kept.add(segments[i]);
      } else if (i + 1 == segments.length) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
