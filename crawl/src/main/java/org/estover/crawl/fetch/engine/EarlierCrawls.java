package org.estover.crawl.fetch.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.warc.CdxjIndex;
import org.estover.crawl.warc.WarcCollection;
import org.estover.crawl.warc.WarcRecord;
import org.jspecify.annotations.Nullable;

/**
 * The captures of earlier crawls, so that a server is asked for what has changed; thread-safe.
 *
 * <p>Their index is made when the crawl begins and lies beside what it goes on from, so that every
 * attempt and every process of the crawl knows the same. What cannot be read is asked for as if it
 * had never been captured.
 */
final class EarlierCrawls implements Closeable {
  /** Nothing was crawled before. */
  static final EarlierCrawls NONE = new EarlierCrawls(null);

  private static final int ANY_BLOCK = Integer.MAX_VALUE - 64;

  private final @Nullable WarcCollection captures;

  private EarlierCrawls(@Nullable WarcCollection captures) {
    this.captures = captures;
  }

  /**
   * Makes the index of what earlier crawls captured, unless that was done.
   *
   * @param folders runs, folders of crawls, or any folders with WARC files
   * @param state where it is made
   * @throws IOException if a folder holds no WARC file, or cannot be read
   */
  static void prepare(List<Path> folders, Path state) throws IOException {
    if (folders.isEmpty() || WarcCollection.isIn(state)) {
      return;
    }
    List<Path> warcs = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> found = warcs(folder);
      if (found.isEmpty()) {
        throw Errors.noEarlierCrawl(folder);
      }
      warcs.addAll(found);
    }
    WarcCollection.create(state, warcs, CdxjIndex::beside, ANY_BLOCK);
  }

  /** The WARC files in a folder and those below it. */
  private static List<Path> warcs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(
              file -> file.toString().endsWith(".warc.gz") || file.toString().endsWith(".warc"))
          .filter(Files::isRegularFile)
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    }
  }

  /** What {@link #prepare} has made, or nothing. */
  static EarlierCrawls open(Path state) throws IOException {
    return WarcCollection.isIn(state) ? new EarlierCrawls(WarcCollection.open(state)) : NONE;
  }

  /**
   * Asks for a URL, for what has changed where an earlier crawl holds it.
   *
   * @throws FetchFailure if there is no answer that can be used
   */
  Exchange ask(HttpExchanges http, PageUrl url, HttpLimits limits) throws IOException {
    WarcCollection known = captures;
    Optional<EarlierCapture> before =
        known == null
            ? Optional.empty()
            : known.latest(url.toString(), limits.maxBytes()).map(EarlierCapture::new);
    if (before.isEmpty()) {
      return http.get(url, limits);
    }
    return before.get().with(http.get(url, limits, before.get().conditions()));
  }

  /** The capture that a revisit record of this crawl stands for. */
  Optional<EarlierCapture> of(WarcRecord revisit) throws IOException {
    WarcCollection known = captures;
    return known == null ? Optional.empty() : known.of(revisit, ANY_BLOCK).map(EarlierCapture::new);
  }

  @Override
  public void close() throws IOException {
    WarcCollection known = captures;
    if (known != null) {
      known.close();
    }
  }
}
