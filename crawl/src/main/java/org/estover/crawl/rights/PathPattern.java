package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern as robots.txt defines it (RFC 9309, section 2.2.2): a prefix in which {@code *}
 * stands for any characters and a final {@code $} for the end.
 *
 * <p>Pattern and path are compared after percent-encoding is made uniform: escaped unreserved
 * characters are plain, everything outside ASCII is escaped UTF-8, and a star or dollar that a path
 * holds is escaped, so that {@code %2A} and {@code %24} in a pattern mean them.
 *
 * <p>Matching: what stands before the first star is compared, then each piece between stars is
 * taken where it occurs first, which is right since what follows then has the most room. Short
 * pieces are searched for directly, long ones by Knuth, Morris and Pratt, so the time is linear in
 * the path whatever the pattern.
 */
public final class PathPattern {
  private static final String UNRESERVED_PUNCTUATION = "-._~";

  /** Up to this length a piece is searched for directly. */
  private static final int SHORT = 16;

  /** Which characters stand in a uniform path as they are, the percent sign excepted. */
  private static final boolean[] PLAIN = plain();

  private static final String[] NO_PIECES = {};
  private static final int[] NO_BORDERS = {};

  private final String prefix;
  private final String[] pieces;
  private final int[][] borders;
  private final boolean toEnd;
  private final int size;

  private PathPattern(String pattern, boolean toEnd) {
    this.toEnd = toEnd;
    this.size = pattern.length() + (toEnd ? 1 : 0);
    int star = pattern.indexOf('*');
    this.prefix = star < 0 ? pattern : pattern.substring(0, star);
    this.pieces = star < 0 ? NO_PIECES : pieces(pattern.substring(star), toEnd);
    this.borders = new int[pieces.length][];
    for (int i = 0; i < pieces.length; i++) {
      borders[i] = pieces[i].length() > SHORT ? borders(pieces[i]) : NO_BORDERS;
    }
  }

  /** The pattern written as {@code pattern}. */
  public static PathPattern of(String pattern) {
    return of(pattern, pattern.getBytes(StandardCharsets.UTF_8));
  }

  /** The pattern that stands in a file as bytes, each of them one character of {@code raw}. */
  static PathPattern ofRaw(String raw) {
    return of(raw, raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PathPattern of(String text, byte[] bytes) {
    boolean toEnd = text.endsWith("$");
    int end = toEnd ? bytes.length - 1 : bytes.length;
    return new PathPattern(recode(bytes, end, false), toEnd);
  }

  private static String[] pieces(String tail, boolean toEnd) {
    List<String> result = new ArrayList<>();
    for (String piece : tail.split("\\*", -1)) {
      if (!piece.isEmpty()) {
        result.add(piece);
      }
    }
    if (toEnd && tail.endsWith("*")) {
      result.add("");
    }
    return result.toArray(NO_PIECES);
  }

  /** The length of the longest border of each prefix. */
  private static int[] borders(String piece) {
    int[] result = new int[piece.length()];
    int border = 0;
    for (int i = 1; i < result.length; i++) {
      while (border > 0 && piece.charAt(i) != piece.charAt(border)) {
        border = result[border - 1];
      }
      if (piece.charAt(i) == piece.charAt(border)) {
        border++;
      }
      result[i] = border;
    }
    return result;
  }

  /** The pattern's size in octets: among several that match the longest is the most specific. */
  int size() {
    return size;
  }

  /** What a path must begin with. */
  String prefix() {
    return prefix;
  }

  /** What a path must hold behind the prefix, piece by piece. */
  List<String> pieces() {
    return List.of(pieces);
  }

  /** Whether every path that begins with the prefix matches. */
  boolean isPrefix() {
    return !toEnd && pieces.length == 0;
  }

  /** Whether the pattern matches {@code path}, which includes the query. */
  public boolean matches(String path) {
    String text = uniform(path, 0, path.length());
    return matchesUniform(text, 0, text.length());
  }

  boolean matchesUniform(String text, int from, int to) {
    return to - from >= prefix.length()
        && text.startsWith(prefix, from)
        && matchesBehindPrefix(text, from + prefix.length(), to);
  }

  /** Whether what stands in {@code text} from {@code at} on, behind the prefix, matches. */
  boolean matchesBehindPrefix(String text, int at, int to) {
    int from = at;
    int last = toEnd ? pieces.length - 1 : pieces.length;
    for (int i = 0; i < last; i++) {
      int found = find(i, text, from, to);
      if (found < 0) {
        return false;
      }
      from = found + pieces[i].length();
    }
    if (!toEnd) {
      return true;
    }
    if (pieces.length == 0) {
      return from == to;
    }
    String end = pieces[last];
    return to - end.length() >= from && text.startsWith(end, to - end.length());
  }

  private int find(int index, String text, int from, int to) {
    String piece = pieces[index];
    if (piece.length() > SHORT) {
      return find(piece, borders[index], text, from, to);
    }
    int found = text.indexOf(piece, from);
    return found + piece.length() <= to ? found : -1;
  }

  private static int find(String piece, int[] borders, String text, int from, int to) {
    int matched = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      while (matched > 0 && c != piece.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (c == piece.charAt(matched)) {
        matched++;
      }
      if (matched == piece.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  /** Path and query of an absolute URL; {@code /} if it has none. */
  static String pathOf(String url) {
    int start = pathStart(url);
    int end = pathEnd(url, start);
    String path = url.substring(start, end);
    return path.startsWith("/") ? path : "/" + path;
  }

  /** Path and query of an absolute URL in their uniform encoding. */
  static String uniformPathOf(String url) {
    int from = pathStart(url);
    int to = pathEnd(url, from);
    if (from == to || url.charAt(from) != '/') {
      String path = pathOf(url);
      return uniform(path, 0, path.length());
    }
    return uniform(url, from, to);
  }

  /** Where the path of an absolute URL begins, or its query where it has no path, or its end. */
  static int pathStart(String url) {
    int authority = url.indexOf("://");
    int at = authority < 0 ? 0 : authority + 3;
    for (; at < url.length(); at++) {
      char c = url.charAt(at);
      if (c == '/' || c == '?' || c == '#') {
        return at;
      }
    }
    return at;
  }

  /** Where the path and query that begin at {@code from} end. */
  static int pathEnd(String url, int from) {
    int fragment = url.indexOf('#', from);
    return fragment < 0 ? url.length() : fragment;
  }

  /** Whether a part of a path needs no recoding. */
  static boolean isUniform(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[0x7f];
    for (int c = '!'; c < plain.length; c++) {
      plain[c] = c != '%' && c != '*' && c != '$';
    }
    return plain;
  }

  /** A part of a path in its uniform encoding. */
  static String uniform(String text, int from, int to) {
    if (isUniform(text, from, to)) {
      return text.substring(from, to);
    }
    byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
    return recode(bytes, bytes.length, true);
  }

  private static String recode(byte[] bytes, int end, boolean path) {
    StringBuilder result = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      int b = bytes[i] & 0xff;
      if (b == '%' && i + 2 < end && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
        int value = digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]);
        i += 2;
        if (isUnreserved(value)) {
          result.append((char) value);
        } else {
          escape(result, value);
        }
      } else if (b <= ' ' || b >= 0x7f || b == '$' || (path && b == '*')) {
        escape(result, b);
      } else {
        result.append((char) b);
      }
    }
    return result.toString();
  }

  private static void escape(StringBuilder out, int value) {
    out.append('%')
        .append(Character.toUpperCase(Character.forDigit(value >> 4, 16)))
        .append(Character.toUpperCase(Character.forDigit(value & 15, 16)));
  }

  private static int digit(byte b) {
    return Character.digit(b, 16);
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED_PUNCTUATION.indexOf(c) >= 0;
  }
}
