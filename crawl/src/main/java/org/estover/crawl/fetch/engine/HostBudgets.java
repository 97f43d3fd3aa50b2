package org.estover.crawl.fetch.engine;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.FoundUrl;
import org.estover.crawl.source.CrawlLimits;
import org.jspecify.annotations.Nullable;

/**
 * How much of a crawl each host may have, which have run dry, and how far chains of redirects have
 * come; thread-safe. A site is here all of a host, under whatever scheme and port.
 *
 * <p>The URLs of a site are asked about in their level's order, so which of them fall to a limit
 * follows from the plan and the web alone. So does where a site is left: its pages are taken in
 * waves, and a site of whose wave no two pages say something that no page before said is a trap, or
 * not worth it. A wave is as long as the site has said different things, and {@code yield-pages} at
 * least: what is asked in vain is never more than what came of the site, and a large site's chapter
 * of empty pages doesn't cost it the rest. Redirects, and pages that cost no request, count in no
 * wave; seeds neither, since a person named them.
 *
 * <p>Anybody can lead the crawl to pages of a site that are not there. What only other domains lead
 * to is therefore counted apart ({@link FoundUrl}): it has waves of its own, which don't end those
 * of what the site itself leads to, and at most half of what the site may have of each limit.
 *
 * <p>What is known at a level's end is written to a file, from which, and from the journal of the
 * level after it, a crawl that was killed goes on.
 *
 * <p>Memory: twice some 200 bytes a site, the fingerprints of what it said, at most {@value
 * #MAX_REMEMBERED}, and of its wave, as many or {@code yield-pages} if these are more, a counter a
 * host and a path with queries, and an entry for each redirect that was followed.
 */
final class HostBudgets {
  static final int MAX_REMEMBERED = 4096;

  /** Why URLs of a site that has run dry are left out. */
  static final String LOW_YIELD = "low-yield";

  private static final int LEAST_FRESH = 2;
  private static final int FORMAT = 4;
  private static final long[] NONE = {};

  private final CrawlLimits limits;
  private final Tally own = new Tally();
  private final Tally others = new Tally();

  HostBudgets(CrawlLimits limits) {
    this.limits = limits;
  }

  /** What the pages of one site have said. */
  private static final class Site {
    private long[] said = NONE;
    private long[] wave = NONE;
    private int count;
    private boolean dry;
  }

  /** What the URLs of sites have cost and said that are their own, or that only others lead to. */
  private static final class Tally {
    private final Map<String, Integer> hostPages = new HashMap<>();
    private final Map<String, Integer> queries = new HashMap<>();
    private final Map<String, Site> sites = new HashMap<>();

    /** How many redirects have led to a URL. */
    private final Map<String, Integer> hops = new HashMap<>();

    private boolean isDry(PageUrl url) {
      Site site = sites.get(url.host());
      return site != null && site.dry;
    }

    private void write(DataOutputStream out) throws IOException {
      HostBudgets.write(out, hostPages);
      HostBudgets.write(out, queries);
      HostBudgets.write(out, hops);
      out.writeInt(sites.size());
      for (Map.Entry<String, Site> entry : sites.entrySet()) {
        Site site = entry.getValue();
        out.writeUTF(entry.getKey());
        out.writeInt(site.count);
        out.writeBoolean(site.dry);
        HostBudgets.write(out, site.said);
        HostBudgets.write(out, site.wave);
      }
    }

    private void read(DataInputStream in) throws IOException {
      HostBudgets.read(in, hostPages);
      HostBudgets.read(in, queries);
      HostBudgets.read(in, hops);
      sites.clear();
      for (int left = in.readInt(); left > 0; left--) {
        Site site = new Site();
        sites.put(in.readUTF(), site);
        site.count = in.readInt();
        site.dry = in.readBoolean();
        site.said = numbers(in);
        site.wave = numbers(in);
      }
    }
  }

  private Tally tally(boolean isOwn) {
    return isOwn ? own : others;
  }

  /** Why a URL whose turn has come is not visited, or ""; asked in the level's order. */
  synchronized String reasonAgainst(PageUrl url, boolean isOwn) {
    if (tally(isOwn).isDry(url)) {
      return LOW_YIELD;
    }
    String host = url.host();
    if (isSpent(
        own.hostPages.get(host), others.hostPages.get(host), limits.maxHostPages(), isOwn)) {
      return "host-budget";
    }
    String path = pathOfQuery(url);
    if (!path.isEmpty()
        && isSpent(
            own.queries.get(path), others.queries.get(path), limits.maxQueryVariants(), isOwn)) {
      return "query-variants";
    }
    return "";
  }

  private static boolean isSpent(
      @Nullable Integer ofOwn, @Nullable Integer ofOthers, int limit, boolean isOwn) {
    int foreign = ofOthers == null ? 0 : ofOthers;
    int all = foreign + (ofOwn == null ? 0 : ofOwn);
    // Rounded up, so that a limit of one has room for one.
    return all >= limit || (!isOwn && foreign >= limit - limit / 2);
  }

  private static String pathOfQuery(PageUrl url) {
    int query = url.path().indexOf('?');
    return query < 0 ? "" : url.authority() + url.path().substring(0, query);
  }

  /**
   * Takes note of a page that was visited.
   *
   * @param isOwn whether its domain itself leads to it
   * @param level its link level
   * @param said the {@link Fingerprint} of what it says; 0 for nothing
   * @return whether its site is still worth asking
   */
  synchronized boolean visited(PageUrl url, boolean isOwn, int level, String outcome, long said) {
    Tally tally = tally(isOwn);
    tally.hostPages.merge(url.host(), 1, Integer::sum);
    String path = pathOfQuery(url);
    if (!path.isEmpty()) {
      tally.queries.merge(path, 1, Integer::sum);
    }
    if (limits.yieldPages() > 0 && level > 0 && !isNeutral(outcome)) {
      take(said, tally.sites.computeIfAbsent(url.host(), unused -> new Site()));
    }
    return !own.isDry(url) || !others.isDry(url);
  }

  private void take(long said, Site site) {
    site.count++;
    if (said != 0) {
      site.wave = Arrays.copyOf(site.wave, site.wave.length + 1);
      site.wave[site.wave.length - 1] = said;
    }
    if (site.count >= Math.max(limits.yieldPages(), site.said.length)) {
      endWave(site);
    }
  }

  private static boolean isNeutral(String outcome) {
    return outcome.startsWith("http-3") || VisitKeeper.costsNothing(outcome);
  }

  private static void endWave(Site site) {
    long[] known = site.said;
    long[] fresh =
        LongStream.of(site.wave)
            .distinct()
            .filter(said -> Arrays.binarySearch(known, said) < 0)
            .toArray();
    site.dry = fresh.length < LEAST_FRESH;
    int room = Math.min(fresh.length, MAX_REMEMBERED - known.length);
    site.said =
        LongStream.concat(LongStream.of(known), LongStream.of(fresh).sorted().limit(room))
            .sorted()
            .toArray();
    site.wave = NONE;
    site.count = 0;
  }

  /**
   * Whether the redirect of a page may be followed. Its target is visited in the next level, when
   * all that lead to it are known: of several chains the shortest counts. A chain begins anew in
   * another domain, which cannot help who leads to it, and which another group may visit; how often
   * two domains lead to each other the crawl's depth bounds.
   */
  synchronized boolean follows(PageUrl page, boolean isOwn, PageUrl target) {
    int hop = tally(isOwn).hops.getOrDefault(page.toString(), 0) + 1;
    if (hop > limits.maxRedirects()) {
      return false;
    }
    String url = target.toString();
    if (!target.equals(page) && FoundUrl.areOfOneDomain(url, page.toString())) {
      tally(FoundUrl.isOwn(url, page.toString(), isOwn)).hops.merge(url, hop, Math::min);
    }
    return true;
  }

  /** Writes what is known at the end of a level; the file is whole when it has its name. */
  synchronized void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try (FileChannel channel = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING);
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
      out.writeInt(FORMAT);
      own.write(out);
      others.write(out);
      out.flush();
      // The journal's last mark, which comes next, makes this file count after a power failure,
      // too.
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(DataOutputStream out, Map<String, Integer> counts) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      out.writeUTF(count.getKey());
      out.writeInt(count.getValue());
    }
  }

  private static void write(DataOutputStream out, long[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  /** Takes over what a file holds, in place of all that is known. */
  synchronized void read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != FORMAT) {
        throw Errors.otherBudgets(file);
      }
      own.read(in);
      others.read(in);
    }
  }

  private static void read(DataInputStream in, Map<String, Integer> counts) throws IOException {
    counts.clear();
    for (int left = in.readInt(); left > 0; left--) {
      counts.put(in.readUTF(), in.readInt());
    }
  }

  private static long[] numbers(DataInputStream in) throws IOException {
    long[] numbers = new long[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readLong();
    }
    return numbers;
  }
}
