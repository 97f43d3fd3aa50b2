package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.CrawlPlan;

/**
 * How many license documents a crawl asks other hosts for than those of the pages that name them;
 * thread-safe.
 *
 * <p>A document has to be had to honour what it says, wherever it lies; but a page must not send a
 * crawl to ask whom it likes for as much as it likes. So the pages of one host may name {@value
 * #MOST_OF_A_NAMER} documents on others, a host that the plan does not let the crawl visit is asked
 * for {@value #MOST_OF_A_HOST} documents, or the plan's pages of one host if these are fewer, and
 * all such hosts for as many as the crawl has pages. What is not asked for licenses nothing. On a
 * cluster each group has its part of the latter two.
 *
 * <p>Memory: a URL for each document on another host, and each host whose pages name it.
 */
final class LicenseBudget {
  static final int MOST_OF_A_NAMER = 64;
  static final int MOST_OF_A_HOST = 1000;

  private static final String NAMER =
      "the pages of one host name more than " + MOST_OF_A_NAMER + " documents of other hosts";
  private static final String HOST =
      "the crawl asks its host, which the plan does not name, for no more documents";
  private static final String ALL =
      "the crawl asks hosts that the plan does not name for no more documents";

  private static final Set<String> REASONS = Set.of(NAMER, HOST, ALL);

  private final Scope scope;
  private final int mostOfAHost;
  private final int most;
  private final Map<String, Set<String>> namedBy = new HashMap<>();
  private final Map<String, Set<String>> outside = new HashMap<>();
  private int outsideCount;

  /**
   * The budget of one group of a crawl.
   *
   * @param groups how many there are
   */
  LicenseBudget(CrawlPlan plan, Scope scope, int groups) {
    this.scope = scope;
    this.mostOfAHost = Math.max(1, Math.min(MOST_OF_A_HOST, plan.limits().maxHostPages()) / groups);
    this.most = Math.max(1, plan.maxPages() / groups);
  }

  /** Why a document that a page names is not asked for, or "", and then it counts. */
  synchronized String reasonAgainst(PageUrl page, PageUrl document) {
    if (document.host().equals(page.host())) {
      return "";
    }
    String url = document.toString();
    Set<String> named = namedBy.getOrDefault(page.host(), Set.of());
    if (!named.contains(url) && named.size() >= MOST_OF_A_NAMER) {
      return NAMER;
    }
    if (!scope.hasHost(document)) {
      Set<String> asked = outside.getOrDefault(document.host(), Set.of());
      if (!asked.contains(url)) {
        if (asked.size() >= mostOfAHost) {
          return HOST;
        }
        if (outsideCount >= most) {
          return ALL;
        }
      }
    }
    take(page.host(), document);
    return "";
  }

  /** Whether that is why a document was not asked for. */
  static boolean isReason(String outcome) {
    return REASONS.contains(outcome);
  }

  private void take(String namer, PageUrl document) {
    namedBy.computeIfAbsent(namer, unused -> new HashSet<>()).add(document.toString());
    if (!scope.hasHost(document)
        && outside
            .computeIfAbsent(document.host(), unused -> new HashSet<>())
            .add(document.toString())) {
      outsideCount++;
    }
  }

  /** Takes note of what a document said about a page that a process before this one visited. */
  synchronized void visited(PageUrl page, RslLicense license) {
    if (REASONS.stream().anyMatch(license.terms(Use.AI_TRAIN)::endsWith)) {
      return;
    }
    PageUrl.parse(license.document())
        .filter(document -> !document.host().equals(page.host()))
        .ifPresent(document -> take(page.host(), document));
  }

  /** Writes what is known at the end of a level; the file is whole when it has its name. */
  synchronized void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(namedBy)
        .forEach(
            (namer, urls) ->
                new TreeSet<>(urls)
                    .forEach(url -> text.append(namer).append(' ').append(url).append('\n')));
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes over what a file holds, in place of all that is known. */
  synchronized void read(Path file) throws IOException {
    List.of(namedBy, outside).forEach(Map::clear);
    outsideCount = 0;
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      lines.forEach(
          line -> {
            int space = line.indexOf(' ');
            PageUrl.parse(line.substring(space + 1))
                .ifPresent(document -> take(line.substring(0, space), document));
          });
    }
  }
}
