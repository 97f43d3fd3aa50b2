package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlProgress;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.rights.LintSubject;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.WebSource;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcReader;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcVisitor;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.SeedPlan;

/**
 * What a site answers about its rights: a crawl of its first page and of the files that speak for
 * it, by our crawler with its guard and its manners, into a folder that goes again.
 */
final class SiteVisit {
  private static final int MAX_REDIRECTS = 3;
  private static final int MAX_BYTES = 16 << 20;

  private final ConnectTo connectTo;
  private final Clock clock;
  private final List<String> asked = new ArrayList<>();

  SiteVisit(ConnectTo connectTo, Clock clock) {
    this.connectTo = connectTo;
    this.clock = clock;
  }

  /** A line for each page that was asked for, and each file that brought no answer: its outcome. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /**
   * The answers of a host; without a scheme, over https where that answers, else over http.
   *
   * @throws IOException if it does not answer
   */
  List<LintSubject> of(String host) throws IOException {
    boolean named = host.contains("://");
    for (String scheme : named ? List.of("") : List.of("https://", "http://")) {
      PageUrl page = PageUrl.parse(scheme + host).orElseThrow(() -> Errors.noHost(host));
      List<LintSubject> answers = followed(page);
      if (!answers.isEmpty()) {
        return answers;
      }
    }
    throw Errors.noAnswer(host, asked);
  }

  /** The answers of a page's site, or of that to which the page has moved. */
  private List<LintSubject> followed(PageUrl start) throws IOException {
    PageUrl page = start;
    for (int hop = 0; ; hop++) {
      Map<String, Capture> captures = crawled(page);
      Capture first = captures.get(page.toString());
      Optional<PageUrl> next =
          first == null || first.status() < 300 || first.status() > 399
              ? Optional.empty()
              : first.field("Location").flatMap(page::resolve);
      if (next.isEmpty() || hop == MAX_REDIRECTS) {
        return captures.values().stream().map(SiteVisit::subject).toList();
      }
      page = next.get();
    }
  }

  private static LintSubject subject(Capture capture) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    capture.fields().forEach(field -> fields.add(Map.entry(field.name(), field.value())));
    return new LintSubject(
        capture.uri(), capture.status(), capture.mediaType(), fields, capture.body());
  }

  /** The answers by URL, in the order in which they came. */
  private Map<String, Capture> crawled(PageUrl page) throws IOException {
    Path folder = Files.createTempDirectory("estover-lint-");
    try {
      new WebCrawler(1, clock)
          .crawl(source(page), connectTo, folder, new Outcomes(), CrawlProgress.SILENT);
      return answers(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.visitInterrupted(page.authority(), e);
    } finally {
      Leftovers.removeTree(folder);
    }
  }

  /** The page alone: what its links and sitemaps lead to is nothing that is looked at. */
  private static WebSource source(PageUrl page) throws IOException {
    return SeedPlan.of(
        List.of(page.toString()),
        new TreeMap<>(
            Map.of(
                "max-pages", "1",
                "max-depth", "0",
                "timeout", "20s",
                "max-page", "16MiB",
                "sitemaps", "false")),
        key -> key);
  }

  private static Map<String, Capture> answers(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(".warc.gz")).sorted().toList();
    }
    Map<String, Capture> captures = new LinkedHashMap<>();
    for (Path file : files) {
      WarcReader.read(file, MAX_BYTES, new Answers(captures));
    }
    return captures;
  }

  /** Takes the responses of a WARC file. */
  private record Answers(Map<String, Capture> captures) implements WarcVisitor {
    @Override
    public void skipped(String type) {}

    @Override
    public void damaged(long offset, String reason, String excerpt) {}

    @Override
    public void record(WarcRecord record) {
      if (record.type().equals("response")
          && Capture.of(record, MAX_BYTES) instanceof Capture capture) {
        captures.put(capture.uri(), capture);
      }
    }
  }

  /** Notes what became of each URL. */
  private final class Outcomes implements ItemSink {
    @Override
    public void item(SourceItem item) {
      asked.add(item.outcome() + "  " + item.uri());
    }

    @Override
    public void unanswered(String url, String outcome) {
      asked.add(outcome + "  " + url);
    }

    @Override
    public void aside(Aside aside) {
      asked.add(aside.reason() + "  " + aside.uri());
    }
  }
}
