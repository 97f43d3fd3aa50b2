package org.estover.crawl.fetch.engine;

import java.nio.file.Path;
import java.util.AbstractList;
import org.estover.crawl.frontier.CrawlFolder;

/**
 * Makes the first level of a crawl of many URLs, which {@link FrontierProcess} then hands out:
 * {@code FOLDER URLS SITES}.
 */
final class BenchFrontier {
  private static final String PATH =
      "/a-path-as-long-as-many-are-on-the-web/" + "x".repeat(24) + "/";

  private BenchFrontier() {}

  public static void main(String[] arguments) throws Exception {
    int urls = Integer.parseInt(arguments[1]);
    int sites = Integer.parseInt(arguments[2]);
    CrawlFolder.open(Path.of(arguments[0]), "plan", 1, 1)
        .group(0)
        .seeds(
            new AbstractList<>() {
              @Override
              public String get(int index) {
                return "http://site" + index % sites + ".example" + PATH + index;
              }

              @Override
              public int size() {
                return urls;
              }
            });
  }
}
