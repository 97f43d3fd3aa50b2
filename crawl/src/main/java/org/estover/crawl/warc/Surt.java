package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The key by which indexes of captures are sorted: {@code com,example)/path?query}.
 *
 * <p>It leaves out what seldom makes another page, as the tools do that look up in such indexes:
 * scheme, user, a leading {@code www}, a default port, a slash at the end, the fragment, the case
 * of letters, the order of the query's parameters and session ids.
 */
final class Surt {
  private static final Pattern WWW = Pattern.compile("^www\\d*\\.");
  private static final Pattern PATH_SESSION = Pattern.compile(";jsessionid=[0-9a-z]{32}");
  private static final Pattern QUERY_SESSION =
      Pattern.compile(
          "(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}"
              + "|cfid=[^&]+&cftoken=[^&]+)(?:&|$)");

  private Surt() {}

  static String of(String url) {
    int slashes = url.indexOf("://");
    if (slashes <= 0) {
      return escaped(url.toLowerCase(Locale.ROOT));
    }
    String scheme = url.substring(0, slashes).toLowerCase(Locale.ROOT);
    int authorityEnd = indexOfAny(url, "/?#", slashes + 3);
    int pathEnd = indexOfAny(url, "?#", authorityEnd);
    int end = indexOfAny(url, "#", pathEnd);
    String path = decoded(url.substring(authorityEnd, pathEnd)).toLowerCase(Locale.ROOT);
    path = PATH_SESSION.matcher(path).replaceAll("");
    String query = pathEnd < end ? url.substring(pathEnd + 1, end) : "";
    return host(scheme, url.substring(slashes + 3, authorityEnd))
        + ')'
        + escaped(segments(path))
        + query(query);
  }

  private static int indexOfAny(String text, String wanted, int from) {
    int at = from;
    while (at < text.length() && wanted.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String host(String scheme, String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    String port = "";
    int colon = host.lastIndexOf(':');
    if (colon >= 0 && host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
      port = host.substring(colon + 1);
      host = host.substring(0, colon);
    }
    boolean usual =
        port.isEmpty()
            || (scheme.equals("http") && port.equals("80"))
            || (scheme.equals("https") && port.equals("443"));
    return escaped(reversed(WWW.matcher(host).replaceFirst(""))) + (usual ? "" : ":" + port);
  }

  private static String reversed(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.substring(1, host.length() - 1);
    }
    String[] labels = host.split("\\.", -1);
    StringBuilder out = new StringBuilder(host.length());
    for (int i = labels.length - 1; i >= 0; i--) {
      // A name that ends in the root's dot is the same without it.
      if (!labels[i].isEmpty()) {
        out.append(out.isEmpty() ? "" : ",").append(labels[i]);
      }
    }
    return out.toString();
  }

  private static String segments(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    return "/" + String.join("/", kept);
  }

  private static String query(String written) {
    if (written.isEmpty()) {
      return "";
    }
    String query = escaped(decoded(written)).toLowerCase(Locale.ROOT);
    query = QUERY_SESSION.matcher(query).replaceAll("");
    String[] parameters = query.split("&", -1);
    Arrays.sort(parameters);
    String sorted = String.join("&", parameters);
    return sorted.isEmpty() ? "" : "?" + sorted;
  }

  /** The text with its escapes undone, where they are UTF-8. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    String plain = new String(out, 0, length, UTF_8);
    return plain.indexOf('\ufffd') < 0 ? plain : text;
  }

  /** The text in ASCII without spaces. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '%' && b != '#') {
        out.append((char) b);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02x", b & 0xff));
      }
    }
    return out.toString();
  }
}
