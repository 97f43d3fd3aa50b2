package org.estover.licensing.terms.claim;

import java.util.regex.Pattern;
import org.estover.tokenize.release.UriHost;

/**
 * Which documents a claim is about, by where they came from.
 *
 * <p>A host stands for itself and all hosts below it; a path for the page of that path on that very
 * host, and all pages below it. Paths are compared letter by letter, as the URLs of documents have
 * them.
 *
 * @param host in lower case, as in {@code example.org}
 * @param path empty for the whole host, else {@code /} and more, without a final {@code /}
 */
public record ClaimScope(String host, String path) implements Comparable<ClaimScope> {

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
  private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
  private static final Pattern PATH = Pattern.compile("(/[!-~&&[^/?#]]+)*");
  private static final int MAX_LENGTH = 2000;

  public ClaimScope {
    if (host.length() + path.length() > MAX_LENGTH
        || !HOST.matcher(host).matches()
        || !PATH.matcher(path).matches()) {
      throw Errors.badScope(host + path);
    }
  }

  /** Reads {@code example.org}, {@code example.org/authors/ada} or either with a scheme. */
  public static ClaimScope parse(String text) {
    String rest = SCHEME.matcher(text.strip()).replaceFirst("");
    int slash = rest.indexOf('/');
    String host = ascii(UriHost.normal(slash < 0 ? rest : rest.substring(0, slash)));
    String path = slash < 0 ? "" : rest.substring(slash);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new ClaimScope(host, path);
  }

  /** Whether it is a whole host. */
  public boolean isHost() {
    return path.isEmpty();
  }

  /** Whether a document of that URI is meant. */
  public boolean covers(String uri) {
    String from = ascii(UriHost.of(uri));
    if (from.isEmpty()) {
      return false;
    }
    return isHost()
        ? UriHost.isWithin(from, host)
        : from.equals(host) && isBelow(pathOf(uri), path);
  }

  /** Whether all that another scope can cover is covered by this one. */
  public boolean contains(ClaimScope other) {
    return isHost()
        ? UriHost.isWithin(other.host, host)
        : other.host.equals(host) && isBelow(other.path, path);
  }

  /** Whether a document can be covered by both. */
  public boolean overlaps(ClaimScope other) {
    return contains(other) || other.contains(this);
  }

  private static boolean isBelow(String path, String top) {
    return path.startsWith(top)
        && (path.length() == top.length() || "/?#".indexOf(path.charAt(top.length())) >= 0);
  }

  /**
   * An international name in ASCII, as DNS has it. One that has no way back stays as it is: it may
   * be a name of its own, and what it earned is not to be claimed by another's.
   */
  private static String ascii(String host) {
    if (isAscii(host)) {
      return host;
    }
    return UriHost.spellings(host).stream()
        .filter(ClaimScope::isAscii)
        .filter(spelling -> UriHost.spellings(spelling).contains(host))
        .findFirst()
        .orElse(host);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** What stands behind the authority, which ends at the first of {@code / ? #}. */
  private static String pathOf(String uri) {
    int end = uri.indexOf("://") + 3;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return uri.substring(end);
  }

  @Override
  public int compareTo(ClaimScope other) {
    return toString().compareTo(other.toString());
  }

  /** The canonical text, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return host + path;
  }
}
