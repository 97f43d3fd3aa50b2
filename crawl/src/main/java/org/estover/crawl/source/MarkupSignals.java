package org.estover.crawl.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.estover.crawl.document.PageTags;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.HtmlSignals;
import org.estover.crawl.warc.MediaTypes;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What the markup of a page that did not come from a crawl of ours declares about its rights. */
final class MarkupSignals {
  private static final List<String> MARKS =
      List.of("tdm-", "robots", "rsl+xml", "license", "ld+json", SiteSignals.AGENT);

  private MarkupSignals() {}

  /**
   * The declarations of a payload, if it is HTML.
   *
   * @param mediaType its media type, or ""
   * @param charset its charset, or ""
   * @param uri where it was found
   * @param resolver makes a link's target absolute
   */
  static Declarations of(
      String mediaType, String charset, byte[] body, String uri, UnaryOperator<String> resolver)
      throws IOException {
    // One that has too many tags to be parsed becomes no document either.
    if (!MediaTypes.isHtml(mediaType, body) || !mayDeclare(body) || PageTags.areTooMany(body)) {
      return Declarations.NONE;
    }
    Document page =
        Jsoup.parse(new ByteArrayInputStream(body), MediaTypes.supportedCharset(charset), uri);
    return HtmlSignals.read(page, uri, SiteSignals.AGENT, resolver);
  }

  /** Whether one of the words stands in a page that each declaration in markup holds. */
  private static boolean mayDeclare(byte[] body) {
    for (int i = 0; i < body.length; i++) {
      int lower = body[i] | 0x20;
      if (body[i] == 0) {
        // Two bytes a character: the words do not stand there as they are.
        return true;
      }
      if (lower == 't' || lower == 'r' || lower == 'l' || lower == 'e') {
        for (String mark : MARKS) {
          if (mark.charAt(0) == lower && matches(body, i, mark)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean matches(byte[] body, int at, String mark) {
    if (at + mark.length() > body.length) {
      return false;
    }
    for (int i = 1; i < mark.length(); i++) {
      int c = body[at + i];
      int lower = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
      if (lower != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
