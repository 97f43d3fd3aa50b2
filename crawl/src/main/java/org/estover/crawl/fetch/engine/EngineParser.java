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
import org.estover.crawl.rights.HeaderSignals;
import org.estover.crawl.rights.HtmlSignals;
import org.estover.crawl.rights.RobotsMeta;
import org.estover.crawl.source.SourceItem;
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
  /** The text of what was cut is dropped; its head still says what it says. */
  private static final int MAX_OF_TRUNCATED = 4 << 20;

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
    if (visit.isParsed) {
      return;
    }
    visit.isParsed = true;
    Exchange exchange = Objects.requireNonNull(visit.exchange, "a parsed page was fetched");
    Capture capture = exchange.capture();
    if (MediaTypes.isHtml(capture.mediaType(), capture.body())) {
      parse(visit, exchange);
    } else {
      visit.fingerprint = Fingerprint.of(capture.body());
    }
    if (RobotsMeta.forbidKeeping(visit.declarations.signals())) {
      visit.outcome = SourceItem.NOINDEX;
    }
  }

  private void parse(Visit visit, Exchange exchange) throws IOException {
    Capture capture = exchange.capture();
    PageUrl url = visit.page();
    int size = capture.body().length;
    Document document =
        Jsoup.parse(
            new ByteArrayInputStream(
                capture.body(), 0, capture.whole() ? size : Math.min(size, MAX_OF_TRUNCATED)),
            MediaTypes.supportedCharset(capture.charset()),
            url.toString());
    visit.fingerprint = Fingerprint.of(document);
    visit.declarations =
        visit.declarations.and(
            HtmlSignals.read(
                document,
                url.toString(),
                agent,
                target -> url.resolve(target).map(PageUrl::toString).orElse(target)));
    if (!HeaderSignals.forbidFollowing(exchange.responseFields(), agent)
        && !HtmlSignals.forbidsFollowing(document, agent)) {
      visit.addLinks(PageLinks.of(document, url));
    }
  }
}
