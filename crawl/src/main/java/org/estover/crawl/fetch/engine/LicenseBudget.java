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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.CrawlPlan;

/**
 * How many license documents a crawl asks other hosts for than those of the pages that name them;
 * thread-safe.
 *
 * <p>A document has to be had to honour what it says, wherever it lies; but a page must not send a
 * crawl to ask whom it likes for as much as it likes. So the pages of one host may name {@value
 * #MOST_OF_A_NAMER} documents on others, and under other ports of its own. A host that the plan
 * does not let the crawl visit is asked for {@value #MOST_OF_A_HOST} documents, or the plan's pages
 * of one host if these are fewer, and all such hosts for as many as the crawl has pages: the plan's
 * hosts have these in equal parts, of {@value #LEAST_PART} documents at least. What is not asked
 * for licenses nothing.
 *
 * <p>Nobody's part depends on what others name, so that nobody can use up that of others, and what
 * is asked for follows from each host's pages in their order, whatever the number of threads and of
 * groups.
 *
 * <p>Memory: a URL for each document on another host, and each host whose pages name it.
 */
final class LicenseBudget {
  static final int MOST_OF_A_NAMER = 64;
  static final int MOST_OF_A_HOST = 1000;

  /** Which part of the documents outside the plan the pages of any host may name. */
  static final int LEAST_PART = 4;

  private static final String NAMER =
      "the pages of one host name more than " + MOST_OF_A_NAMER + " documents of other hosts";
  private static final String HOST =
      "the pages of one host name more than their part of the documents of its host, which the plan"
          + " does not name";
  private static final String ALL =
      "the pages of one host name more than their part of the documents of hosts that the plan does"
          + " not name";
  private static final String REDIRECT = "it is elsewhere, and ";

  private static final Set<String> REASONS = Set.of(NAMER, HOST, ALL);

  private final Scope scope;
  private final int partOfAHost;
  private final int part;
  private final Map<String, Set<PageUrl>> namedBy = new HashMap<>();

  LicenseBudget(CrawlPlan plan, Scope scope) {
    this.scope = scope;
    int hosts = Math.max(1, scope.hostCount());
    int mostOfAHost = Math.min(MOST_OF_A_HOST, plan.limits().maxHostPages());
    this.partOfAHost = Math.max(LEAST_PART, mostOfAHost / hosts);
    this.part = Math.max(LEAST_PART, plan.maxPages() / hosts);
  }

  /** Why a document that a page names is not asked for, or "", and then it counts. */
  synchronized String reasonAgainst(PageUrl page, PageUrl document) {
    if (isOwn(page, document)) {
      return "";
    }
    Set<PageUrl> named = namedBy.computeIfAbsent(page.host(), unused -> new HashSet<>());
    if (named.contains(document)) {
      return "";
    }
    if (named.size() >= MOST_OF_A_NAMER) {
      return NAMER;
    }
    if (!scope.hasHost(document)) {
      if (named.stream().filter(other -> other.host().equals(document.host())).count()
          >= partOfAHost) {
        return HOST;
      }
      if (named.stream().filter(other -> !scope.hasHost(other)).count() >= part) {
        return ALL;
      }
    }
    named.add(document);
    return "";
  }

  /**
   * Each further port is a site of its own, whose robots.txt alone can lead to whomever it likes.
   */
  private static boolean isOwn(PageUrl page, PageUrl document) {
    return document.host().equals(page.host())
        && (document.port() < 0 || document.port() == page.port());
  }

  /** The same of what a document that counts redirects to. */
  String reasonAgainstRedirect(PageUrl page, PageUrl target) {
    String reason = reasonAgainst(page, target);
    return reason.isEmpty() ? "" : REDIRECT + reason;
  }

  /** Whether that is why a document was not asked for. */
  static boolean isReason(String outcome) {
    return REASONS.contains(
        outcome.startsWith(REDIRECT) ? outcome.substring(REDIRECT.length()) : outcome);
  }

  private void take(String namer, PageUrl document) {
    namedBy.computeIfAbsent(namer, unused -> new HashSet<>()).add(document);
  }

  /** Takes note of what a document said about a page that a process before this one visited. */
  synchronized void visited(PageUrl page, RslLicense license) {
    String terms = license.terms(Use.AI_TRAIN);
    boolean wasNamed = terms.contains(REDIRECT) || REASONS.stream().noneMatch(terms::endsWith);
    if (!wasNamed || terms.endsWith(RslDocument.ONE_TOO_MANY.defect())) {
      return;
    }
    PageUrl.parse(license.document())
        .filter(document -> !isOwn(page, document))
        .ifPresent(document -> take(page.host(), document));
  }

  /** Writes what is known at the end of a level; the file is whole when it has its name. */
  synchronized void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(namedBy)
        .forEach(
            (namer, documents) ->
                documents.stream()
                    .map(PageUrl::toString)
                    .sorted()
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
    namedBy.clear();
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
