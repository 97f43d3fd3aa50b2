package org.estover.crawl.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A URL that a crawl has found, and whether its own domain leads to it: it is a seed, or pages of
 * its registered domain lead to it from one, or from the domain's home page.
 *
 * <p>Anybody can link to pages of others that are not there. What a host is given must not be spent
 * on these, so a URL that only others lead to, and what stands behind it, is told apart.
 */
public record FoundUrl(String url, boolean isOwn) {
  /** What stands before the URL in a record: whether it is its domain's own. */
  static final int HEAD_BYTES = 1;

  /** Where the URL begins in a record that begins with its key. */
  static final int URL_START = UrlKey.BYTES + HEAD_BYTES;

  // Smaller than the other, so that of two equal URLs the own one comes first and is kept.
  private static final byte OWN = 0;
  private static final byte OTHERS = 1;

  /**
   * What a page leads to.
   *
   * @param isFromSeed whether the page is a seed that leads elsewhere: who named it means that
   */
  static FoundUrl of(String link, String page, boolean pageIsOwn, boolean isFromSeed) {
    return new FoundUrl(link, isFromSeed || isOwn(link, page, pageIsOwn));
  }

  /** Whether two URLs are of one registered domain. */
  public static boolean areOfOneDomain(String one, String other) {
    String host = Groups.hostOf(one);
    String otherHost = Groups.hostOf(other);
    return host.equals(otherHost) || Groups.domain(host).equals(Groups.domain(otherHost));
  }

  /** Whether a URL that a page leads to is its domain's own. */
  public static boolean isOwn(String link, String page, boolean pageIsOwn) {
    if (pageIsOwn && areOfOneDomain(link, page)) {
      return true;
    }
    String domain = Groups.domainOf(link);
    String home = link.substring(link.indexOf("://") + 3);
    return home.equals(domain + "/") || home.equals("www." + domain + "/");
  }

  /** The record of a URL: its key, whether it is its domain's own, and itself. */
  byte[] keyed(long seed) {
    byte[] bytes = url.getBytes(UTF_8);
    ByteBuffer record = ByteBuffer.allocate(URL_START + bytes.length);
    UrlKey.of(seed, url).write(record);
    return record.put(isOwn ? OWN : OTHERS).put(bytes).array();
  }

  /**
   * Reads a record.
   *
   * @param start where it tells whether the URL is its domain's own
   */
  static FoundUrl read(byte[] record, int start, int end) {
    int url = start + HEAD_BYTES;
    return new FoundUrl(new String(record, url, end - url, UTF_8), record[start] == OWN);
  }
}
