package org.estover.crawl.fetch.engine;

import crawlercommons.filters.basic.BasicURLNormalizer;
import edu.uci.ics.crawler4j.crawler.CrawlConfig;
import edu.uci.ics.crawler4j.crawler.Page;
import edu.uci.ics.crawler4j.parser.HtmlParseData;
import edu.uci.ics.crawler4j.parser.HtmlParser;
import edu.uci.ics.crawler4j.parser.Parser;
import edu.uci.ics.crawler4j.url.TLDList;
import edu.uci.ics.crawler4j.url.WebURLFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.HtmlSignals;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.MediaTypes;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Parses a page once, for its links and its rights signals; the text is extracted by a later stage.
 *
 * <p>The links stay with the visit and reach the frontier from there, so crawler4j sees pages
 * without outgoing URLs and no URL object is made for links that lead out of scope.
 */
final class EngineParser extends Parser {
  private final String agent;

  EngineParser(CrawlConfig config, TLDList topLevel, WebURLFactory factory, String agent)
      throws IOException {
    super(config, new BasicURLNormalizer(), new HtmlParser() {}, topLevel, factory);
    this.agent = agent;
  }

  @Override
  public void parse(Page page) throws IOException {
    HtmlParseData data = new HtmlParseData();
    data.setMetaTags(Map.of());
    data.setOutgoingUrls(Set.of());
    page.setParseData(data);
    Visit visit = (Visit) page.getWebURL();
    Capture capture = Objects.requireNonNull(visit.exchange, "a parsed page was fetched").capture();
    if (!MediaTypes.isHtml(capture.mediaType(), capture.body())) {
      return;
    }
    PageUrl url = visit.page();
    Document document =
        Jsoup.parse(
            new ByteArrayInputStream(capture.body()),
            MediaTypes.supportedCharset(capture.charset()),
            url.toString());
    visit.declarations =
        visit.declarations.and(
            HtmlSignals.read(
                document,
                url.toString(),
                agent,
                target -> url.resolve(target).map(PageUrl::toString).orElse(target)));
    boolean follow =
        capture.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase("X-Robots-Tag"))
            .noneMatch(field -> PageLinks.forbidsFollowing(field.value(), agent));
    if (follow) {
      visit.links = PageLinks.of(document, url, agent);
    }
  }
}
