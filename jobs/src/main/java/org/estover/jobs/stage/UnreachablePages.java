package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.source.SourceItem;

/**
 * Pages that a crawl did not ask for as the robots.txt of their site could not be had, counted by
 * cause; the sites are written to a file. Memory grows with the number of such sites.
 */
final class UnreachablePages implements Closeable {
  /** The folder of files of such sites in 01-crawl. */
  static final String FOLDER = "unreachable";

  private static final String OUTCOME = "robots-unreachable";

  private final LeftOutLines lines;
  private final Map<String, String> causes = new HashMap<>();
  private final SortedMap<String, Pages> pages = new TreeMap<>();

  /**
   * Pages of one crawl, or of one group of it.
   *
   * @param file where the sites are written
   * @param source the source's name, or "" for a crawl that is no part of a run
   */
  UnreachablePages(Path file, String source) {
    this.lines = LeftOutLines.sites(file, source);
  }

  /**
   * How many pages have one cause.
   *
   * @param example the first of them that was delivered
   */
  record Pages(String cause, long count, String example) {
    private Pages and(Pages other) {
      return new Pages(cause, count + other.count, example);
    }
  }

  /** Takes what became of a site's robots.txt; "" where it could be had. */
  void robots(String site, String cause) throws IOException {
    if (cause.isEmpty()) {
      causes.remove(site);
    } else if (!cause.equals(causes.put(site, cause))) {
      lines.write(site, cause);
    }
  }

  /**
   * Counts an item, if it is such a page.
   *
   * @return why the robots.txt of its site could not be had, or "" if it has another outcome
   */
  String take(SourceItem item) {
    if (!item.outcome().equals(OUTCOME)) {
      return "";
    }
    String site = PageUrl.parse(item.uri()).map(PageUrl::authority).orElse("");
    String cause = causes.getOrDefault(site, "unknown");
    pages.merge(cause, new Pages(cause, 1, item.uri()), Pages::and);
    return cause;
  }

  /** All pages, by cause. */
  List<Pages> pages() {
    return List.copyOf(pages.values());
  }

  /** The same as members of a report. */
  List<Map<String, Object>> report() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Pages each : pages.values()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("cause", each.cause());
      one.put("pages", each.count());
      one.put("example", each.example());
      all.add(one);
    }
    return all;
  }

  /** Gives the file its name. */
  void commit() throws IOException {
    lines.commit();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
