package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;

/**
 * A path pattern as robots.txt defines it (RFC 9309, section 2.2.2): a prefix in which {@code *}
 * stands for any characters and a final {@code $} for the end.
 *
 * <p>Pattern and path are compared after percent-encoding is made uniform: escaped unreserved
 * characters are plain, everything outside ASCII is escaped UTF-8. Matching is linear per star.
 */
public final class PathPattern {
  private static final String UNRESERVED_PUNCTUATION = "-._~";

  private final String pattern;
  private final boolean toEnd;

  private PathPattern(String pattern, boolean toEnd) {
    this.pattern = pattern;
    this.toEnd = toEnd;
  }

  /** The pattern written as {@code pattern}. */
  public static PathPattern of(String pattern) {
    boolean toEnd = pattern.endsWith("$");
    String body = toEnd ? pattern.substring(0, pattern.length() - 1) : pattern;
    return new PathPattern(uniform(body), toEnd);
  }

  /** The pattern's size in octets: among several that match the longest is the most specific. */
  int size() {
    return pattern.length() + (toEnd ? 1 : 0);
  }

  /** Whether the pattern matches {@code path}, which includes the query. */
  public boolean matches(String path) {
    String text = uniform(path);
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (true) {
      if (p == pattern.length() && (!toEnd || t == text.length())) {
        return true;
      }
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && t < text.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0 && mark < text.length()) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
  }

  /** Path and query of an absolute URL; {@code /} if it has none. */
  static String pathOf(String url) {
    int authority = url.indexOf("://");
    int start = authority < 0 ? 0 : authority + 3;
    int slash = url.indexOf('/', start);
    int query = url.indexOf('?', start);
    String path;
    if (query >= 0 && (slash < 0 || query < slash)) {
      path = "/" + url.substring(query);
    } else {
      path = slash < 0 ? "/" : url.substring(slash);
    }
    int fragment = path.indexOf('#');
    return fragment < 0 ? path : path.substring(0, fragment);
  }

  private static String uniform(String text) {
    boolean simple = true;
    for (int i = 0; i < text.length() && simple; i++) {
      char c = text.charAt(i);
      simple = c != '%' && c > ' ' && c < 0x7f;
    }
    return simple ? text : recode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String recode(byte[] bytes) {
    StringBuilder result = new StringBuilder(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b == '%'
          && i + 2 < bytes.length
          && digit(bytes[i + 1]) >= 0
          && digit(bytes[i + 2]) >= 0) {
        int value = digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]);
        i += 2;
        if (isUnreserved(value)) {
          result.append((char) value);
        } else {
          escape(result, value);
        }
      } else if (b > ' ' && b < 0x7f) {
        result.append((char) b);
      } else {
        escape(result, b);
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
