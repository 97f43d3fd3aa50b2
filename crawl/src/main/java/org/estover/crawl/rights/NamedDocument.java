package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An RSL document as one channel names it for a page.
 *
 * <p>A document that robots.txt, a header field and a link name is told three times: a site that
 * takes back one of these has not taken back the others.
 *
 * @param source where the pointer stood
 * @param url the document's address
 * @param read whether it is one of the first {@link RslDocument#MAX_PER_PAGE} of the page; what the
 *     others say is not known
 */
public record NamedDocument(String source, String url, boolean read) {
  /**
   * The documents that a page's pointers lead to, each once a channel; of those beyond the limit
   * one a channel.
   *
   * @param known documents that count to the page's limit already
   * @param resolver makes a pointer's target absolute, or leaves it as it was written
   */
  public static List<NamedDocument> of(
      Collection<RslPointer> pointers, Set<String> known, UnaryOperator<String> resolver) {
    Set<String> documents = new LinkedHashSet<>(known);
    Set<List<String>> told = new HashSet<>();
    List<NamedDocument> named = new ArrayList<>();
    for (RslPointer pointer : pointers) {
      String url = resolver.apply(pointer.url());
      boolean read = documents.contains(url) || documents.size() < RslDocument.MAX_PER_PAGE;
      if (read) {
        documents.add(url);
      }
      if (told.add(List.of(channel(pointer.source()), read ? url : ""))) {
        named.add(new NamedDocument(pointer.source(), url, read));
      }
    }
    return named;
  }

  /** The place without its line: {@code robots.txt} of {@code robots.txt:7}. */
  private static String channel(String source) {
    int colon = source.indexOf(':');
    return colon < 0 ? source : source.substring(0, colon);
  }

  /** What the document says about a page. */
  public RslLicense license(RslDocument document, String pageUrl) {
    return (read ? document : RslDocument.ONE_TOO_MANY).license(source, url, pageUrl);
  }
}
