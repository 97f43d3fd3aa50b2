package org.estover.crawl.filter;

import com.ibm.icu.text.IDNA;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.estover.crawl.document.PageUrl;

/**
 * Domains and URLs whose documents are not wanted.
 *
 * <p>A list has a domain or a URL a line, as those of UT1 do; what begins with {@code #} is a
 * comment. A domain stands for itself and all below it, label by label: {@code bad.test} blocks
 * {@code www.bad.test} and not {@code notbad.test}. Names are compared as DNS has them (small
 * letters, punycode), URLs in the form of {@link PageUrl} and whatever their scheme.
 *
 * <p>Of an entry eight bytes of its SHA-256 are kept, sorted: five million take 40 MB, and of a
 * billion URLs that are on no list one may be taken for one. Immutable and thread-safe.
 */
public final class UrlBlocklist {
  /** The rule's name in verdicts. */
  public static final String NAME = "url-blocklist-v1";

  private static final IDNA NAMES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);
  private static final String DOMAIN = "domain ";
  private static final String URL = "url ";

  private final long[] keys;
  private final long skipped;

  private UrlBlocklist(long[] keys, long skipped) {
    this.keys = keys;
    this.skipped = skipped;
  }

  /** Reads a list to its end. */
  public static UrlBlocklist read(Reader list) throws IOException {
    ListLines lines = new ListLines(list);
    long[] keys = new long[1 << 10];
    int size = 0;
    long skipped = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      String written = line.strip();
      if (written.isEmpty() || written.startsWith("#")) {
        continue;
      }
      Optional<String> entry = lines.isCut() ? Optional.empty() : entry(written);
      if (entry.isEmpty()) {
        skipped++;
        continue;
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, Math.multiplyExact(size, 2));
      }
      keys[size++] = key(entry.get());
    }
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return new UrlBlocklist(sorted, skipped);
  }

  /** How many entries there are. */
  public long size() {
    return keys.length;
  }

  /** How many lines are neither a domain nor a URL. */
  public long skipped() {
    return skipped;
  }

  private static Optional<String> entry(String written) {
    int scheme = written.indexOf("://");
    String rest = scheme < 0 ? written : written.substring(scheme + 3);
    Optional<PageUrl> url = parse(written);
    boolean isDomain = scheme < 0 && rest.indexOf('/') < 0;
    return url.map(page -> isDomain ? DOMAIN + host(page) : url(page));
  }

  private static String url(PageUrl page) {
    String port = page.port() < 0 ? "" : ":" + page.port();
    return URL + host(page) + port + page.path();
  }

  /** A URL, or what stands behind its scheme, with its host in the form of DNS. */
  private static Optional<PageUrl> parse(String written) {
    int scheme = written.indexOf("://");
    String rest = scheme < 0 ? written : written.substring(scheme + 3);
    int end = 0;
    boolean isAscii = true;
    while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
      isAscii &= rest.charAt(end++) < 0x80;
    }
    if (!isAscii) {
      IDNA.Info info = new IDNA.Info();
      StringBuilder name = new StringBuilder();
      NAMES.nameToASCII(rest.substring(0, end), name, info);
      rest = info.hasErrors() ? rest : name + rest.substring(end);
    }
    boolean isPage = scheme < 0 || written.regionMatches(true, 0, "http", 0, 4);
    return isPage ? PageUrl.parse("http://" + rest) : Optional.empty();
  }

  private static String host(PageUrl page) {
    String host = page.host();
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Why a URL is not wanted: its host is listed, a domain above it is, or the URL itself. */
  public Optional<String> reason(String url) {
    Optional<PageUrl> parsed = url.indexOf("://") < 0 ? Optional.empty() : parse(url);
    if (parsed.isEmpty() || keys.length == 0) {
      return Optional.empty();
    }
    String host = host(parsed.get());
    if (contains(DOMAIN + host)) {
      return Optional.of("domain");
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (contains(DOMAIN + host.substring(dot + 1))) {
        return Optional.of("subdomain");
      }
    }
    return contains(url(parsed.get())) ? Optional.of("url") : Optional.empty();
  }

  private boolean contains(String entry) {
    return Arrays.binarySearch(keys, key(entry)) >= 0;
  }

  private static long key(String entry) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(entry.getBytes(StandardCharsets.UTF_8));
      return HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(digest, 0, Long.BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
