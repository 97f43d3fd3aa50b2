package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.Place;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one site's sitemaps, as far as it has come; for one thread at a time.
 *
 * <p>While it waits for a host it holds the places of the sitemaps that were had, and none of the
 * pages that they list.
 */
final class Listing {
  private static final int MAX_SITEMAPS = 50;

  /** As many as may be read, and as many that other lists name as well. */
  private static final int MAX_LISTED_SITEMAPS = 2 * MAX_SITEMAPS;

  /** Lists of sitemaps list no further lists; some do all the same, and one more is read. */
  private static final int MAX_SITEMAP_DEPTH = 2;

  private final String host;
  private final Scope scope;
  private final Deque<PageUrl> named = new ArrayDeque<>();
  private final Set<PageUrl> read = new LinkedHashSet<>();
  private final List<Had> had = new ArrayList<>();
  private Set<PageUrl> further = new LinkedHashSet<>();
  private SiteRequests.@Nullable Chain chain;
  private @Nullable Set<PageUrl> pages = new LinkedHashSet<>();
  private int depth;

  /** A sitemap, and where the archive has it. */
  record Had(PageUrl url, Place place) {}

  /**
   * Begins a listing.
   *
   * @param sitemaps as robots.txt names them
   */
  Listing(PageUrl page, Scope scope, List<String> sitemaps) {
    this.host = page.host();
    this.scope = scope;
    for (String sitemap : sitemaps) {
      name(page, sitemap, further);
    }
    named.addAll(further);
    further = new LinkedHashSet<>();
  }

  /** A host that the crawl may not visit is not asked for lists of pages either. */
  private void name(PageUrl at, String sitemap, Set<PageUrl> all) {
    at.resolve(sitemap).filter(scope::hasHost).ifPresent(all::add);
  }

  /** The sitemap that is to be read now, or null if all were. */
  @Nullable PageUrl next() {
    while (true) {
      PageUrl first = named.peek();
      if (first != null && read.size() < MAX_SITEMAPS && !read.contains(first)) {
        return first;
      }
      if (first != null) {
        named.remove();
      } else if (depth++ >= MAX_SITEMAP_DEPTH || further.isEmpty()) {
        return null;
      } else {
        named.addAll(further);
        further = new LinkedHashSet<>();
      }
    }
  }

  /** The redirects from the sitemap that is to be read now, as far as they were followed. */
  SiteRequests.Chain chain(PageUrl url, long nowMillis) {
    SiteRequests.Chain known = chain;
    if (known == null) {
      known = new SiteRequests.Chain(url, nowMillis);
      chain = known;
    }
    return known;
  }

  /** Goes on to the next, since this one is not to be had. */
  void skip(PageUrl url) {
    chain = null;
    read.add(url);
  }

  /** Takes the sitemap that was to be read. */
  void take(PageUrl url, Place place, SitemapFile file) {
    skip(url);
    had.add(new Had(url, place));
    for (String sitemap : file.sitemaps()) {
      if (further.size() >= MAX_LISTED_SITEMAPS) {
        break;
      }
      name(url, sitemap, further);
    }
    Set<PageUrl> known = pages;
    if (known != null) {
      add(url, file, known);
    }
  }

  private void add(PageUrl at, SitemapFile file, Set<PageUrl> all) {
    for (String listed : file.pages()) {
      at.resolve(listed)
          .filter(page -> page.host().equals(host) && all.size() < SitemapFile.MAX_ENTRIES)
          .ifPresent(all::add);
    }
  }

  /** Forgets the pages, as a host is waited for. */
  void breakOff() {
    pages = null;
  }

  /** Reads a sitemap back. */
  interface Reader {
    SitemapFile read(Place place) throws IOException;
  }

  /** The pages listed, of which those that were forgotten are read again. */
  List<PageUrl> pages(Reader reader) throws IOException {
    Set<PageUrl> known = pages;
    if (known == null) {
      known = new LinkedHashSet<>();
      for (Had sitemap : had) {
        add(sitemap.url, reader.read(sitemap.place), known);
      }
    }
    return List.copyOf(known);
  }
}
