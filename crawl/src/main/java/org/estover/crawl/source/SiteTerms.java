package org.estover.crawl.source;

import java.util.Locale;

/**
 * What a plan asserts for the pages of one host.
 *
 * @param host the host's name in lower case, without a port
 * @param license an SPDX expression, or ""
 * @param holder the rights holder, or ""
 */
public record SiteTerms(String host, String license, String holder) {
  public SiteTerms {
    host = host.toLowerCase(Locale.ROOT);
    if (host.isEmpty()) {
      throw Errors.emptyHost();
    }
  }
}
