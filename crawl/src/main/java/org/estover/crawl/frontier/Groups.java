package org.estover.crawl.frontier;

import crawlercommons.domains.EffectiveTldFinder;
import org.jspecify.annotations.Nullable;

/**
 * Which group of a crawl each host belongs to: hosts of one registered domain to the same, so that
 * whoever runs them is asked by one task alone.
 *
 * @param count how many groups there are, 1 to 65,536
 */
public record Groups(int count) {
  /** The largest number of groups. */
  public static final int MOST = 1 << 16;

  public Groups {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("groups " + count + ": expected 1 to " + MOST);
    }
  }

  /** The group of a host, from 0. */
  public int of(String host) {
    if (count == 1) {
      return 0;
    }
    return (int) Long.remainderUnsigned(UrlKey.of(0, domain(host)).high(), count);
  }

  /** The registered domain of a normal URL's host. */
  static String domainOf(String url) {
    return domain(hostOf(url));
  }

  /** The host of a normal URL. */
  static String hostOf(String url) {
    int start = url.indexOf("://") + 3;
    int end = Level.authorityEnd(url);
    int port = url.indexOf(':', url.charAt(start) == '[' ? url.indexOf(']', start) : start);
    return url.substring(start, port < 0 || port > end ? end : port);
  }

  /**
   * The registered domain of a host by the public suffix list, private suffixes included (sites of
   * one hoster belong to many), and by its rule for suffixes that it does not name: they have one
   * label. The host itself where it has none, as addresses do.
   */
  static String domain(String host) {
    if (!Character.isLetter(host.charAt(host.length() - 1))) {
      return host;
    }
    if (EffectiveTldFinder.getEffectiveTLD(host, false) == null) {
      int before = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
      return host.substring(before + 1);
    }
    @Nullable String domain = EffectiveTldFinder.getAssignedDomain(host, false, false);
    return domain == null || domain.isEmpty() ? host : domain;
  }
}
