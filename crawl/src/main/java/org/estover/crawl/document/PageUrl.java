package org.estover.crawl.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL in the one form under which a page is known.
 *
 * <p>Scheme and host are lower-case, the scheme's own port, user info and the fragment are dropped,
 * dot segments are resolved (RFC 3986, section 5.2.4), an empty path is {@code /}, percent escapes
 * have upper-case digits, and characters that may not stand in a URL are escaped as UTF-8. Escapes
 * are otherwise left as written, since servers tell them apart.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address literal, IPv6 in brackets
 * @param port the port, or -1 for the scheme's own
 * @param path path and query, from the first slash on
 */
public record PageUrl(String scheme, String host, int port, String path) {
  /** Longer URLs are refused: real pages stay far below, traps do not. */
  public static final int MAX_LENGTH = 2048;

  private static final String PLAIN = "-._~:/?@!$&'()*+,;=";

  /** The URL in this form, or empty if it is no absolute http(s) URL that could be fetched. */
  public static Optional<PageUrl> parse(String url) {
    String text = clean(url);
    int colon = text.indexOf("://");
    if (colon < 0 || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.empty();
    }
    int start = colon + 3;
    int end = endOfAuthority(text, start);
    @Nullable Authority authority = Authority.parse(text.substring(start, end), scheme);
    if (authority == null) {
      return Optional.empty();
    }
    String rest = text.substring(end);
    return Optional.of(
        new PageUrl(
            scheme,
            authority.host,
            authority.port,
            canonicalPath(rest.startsWith("/") ? rest : "/" + rest)));
  }

  /** What a link {@code reference} on this page leads to (RFC 3986, section 5.2). */
  public Optional<PageUrl> resolve(String reference) {
    String text = clean(reference);
    if (text.isEmpty()) {
      return Optional.of(this);
    }
    if (text.startsWith("//")) {
      return parse(scheme + ":" + text);
    }
    if (hasScheme(text)) {
      return parse(text);
    }
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String here = pathOnly();
    String target;
    if (text.startsWith("/")) {
      target = text;
    } else if (text.startsWith("?")) {
      target = here + text;
    } else {
      target = here.substring(0, here.lastIndexOf('/') + 1) + text;
    }
    return Optional.of(new PageUrl(scheme, host, port, canonicalPath(target)));
  }

  /** Scheme, host and port: what one robots.txt speaks for. */
  public String authority() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port);
  }

  @Override
  public String toString() {
    return authority() + path;
  }

  private String pathOnly() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /** Drops the fragment, surrounding blanks, and tabs and line ends anywhere, as browsers do. */
  private static String clean(String text) {
    int hash = text.indexOf('#');
    String stripped = (hash < 0 ? text : text.substring(0, hash)).strip();
    boolean breaks = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      breaks |= c == '\t' || c == '\n' || c == '\r';
    }
    return breaks ? stripped.replaceAll("[\t\r\n]", "") : stripped;
  }

  private static boolean hasScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return i > 0;
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && !(i > 0 && later)) {
        return false;
      }
    }
    return false;
  }

  private static int endOfAuthority(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '\\') {
        return i;
      }
    }
    return text.length();
  }

  private static String canonicalPath(String path) {
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    String resolved = bare.contains("/.") ? withoutDotSegments(bare) : bare;
    return escape(query < 0 ? resolved : resolved + path.substring(query));
  }

  private static String withoutDotSegments(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean last = i == segments.length - 1;
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
        continue;
      }
      if (last) {
        kept.addLast("");
      }
    }
    StringBuilder result = new StringBuilder(path.length());
    for (Iterator<String> segment = kept.iterator(); segment.hasNext(); ) {
      result.append('/').append(segment.next());
    }
    return result.isEmpty() ? "/" : result.toString();
  }

  private static String escape(String path) {
    int i = 0;
    while (i < path.length() && isPlain(path.charAt(i))) {
      i++;
    }
    if (i == path.length()) {
      return path;
    }
    StringBuilder result = new StringBuilder(path.length() + 16);
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      int b = bytes[at] & 0xff;
      if (b == '%' && at + 2 < bytes.length && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
        result.append('%').append(upper(bytes[at + 1])).append(upper(bytes[at + 2]));
        at += 2;
      } else if (b < 0x80 && isPlain((char) b)) {
        result.append((char) b);
      } else {
        result.append('%').append(upper(digit(b >> 4))).append(upper(digit(b & 15)));
      }
    }
    return result.toString();
  }

  private static byte digit(int value) {
    return (byte) Character.forDigit(value, 16);
  }

  private static char upper(byte hexDigit) {
    return Character.toUpperCase((char) hexDigit);
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  /** Host and port of a URL. */
  private record Authority(String host, int port) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]{1,253}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile("\\d{0,5}");

    static @Nullable Authority parse(String text, String scheme) {
      String bare = text.substring(text.lastIndexOf('@') + 1);
      int colon = bare.lastIndexOf(':');
      boolean hasPort = colon >= 0 && bare.indexOf(']', colon) < 0;
      String host = (hasPort ? bare.substring(0, colon) : bare).toLowerCase(Locale.ROOT);
      String port = hasPort ? bare.substring(colon + 1) : "";
      if (!isHost(host) || !PORT.matcher(port).matches()) {
        return null;
      }
      int number = port.isEmpty() ? -1 : Integer.parseInt(port);
      boolean own = number == (scheme.equals("http") ? 80 : 443);
      return number == 0 || number > 65_535 ? null : new Authority(host, own ? -1 : number);
    }

    private static boolean isHost(String host) {
      return HOST.matcher(host).matches();
    }
  }
}
