package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.PathPattern;
import org.estover.crawl.warc.CdxjIndex;

/** Reads a URL, a link, a pattern of paths, and the key of an index. */
public final class UrlTarget {
  private UrlTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, UTF_8);
    PageUrl base = PageUrl.parse("http://a.test/a/b?c").orElseThrow();
    PageUrl.parse(text).ifPresent(UrlTarget::isStable);
    base.resolve(text).ifPresent(UrlTarget::isStable);
    PathPattern.of(text).matches(text);
    String key = CdxjIndex.key(text);
    if (key.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new AssertionError(key);
    }
  }

  private static void isStable(PageUrl url) {
    if (!PageUrl.parse(url.toString()).equals(java.util.Optional.of(url))) {
      throw new AssertionError(url.toString());
    }
  }
}
