package org.estover.crawl.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a whole crawl keeps on the disk: of which plan it is, in how many groups it is done, and
 * which rounds are over. One process leads a crawl; others may work on its groups.
 *
 * <p>The budget is looked at between rounds, over the pages of all groups; where it has no room for
 * all of a level, each registered domain gets its share of it, as {@link Shares} says. Memory: none
 * that grows.
 */
public final class CrawlFolder {
  /** The first is without a name: it knew no shares; the second not who leads to a URL. */
  private static final String FORMAT = "crawl 3 ";

  private final Path root;
  private final Groups groups;
  private final long seed;
  private final long sortBytes;

  private CrawlFolder(Path root, Groups groups, long seed, long sortBytes) {
    this.root = root;
    this.groups = groups;
    this.seed = seed;
    this.sortBytes = sortBytes;
  }

  /**
   * Begins a crawl in a folder, or goes on with the one that is there.
   *
   * @param plan what the crawl follows from; a crawl of another is not gone on with
   * @param groups in how many groups a crawl that begins is done
   * @param seed what orders the pages of one level
   * @throws IOException if the folder holds a crawl of another plan
   */
  public static CrawlFolder open(Path root, String plan, int groups, long seed) throws IOException {
    return open(root, plan, groups, seed, RecordSorter.MEMORY_BYTES);
  }

  static CrawlFolder open(Path root, String plan, int groups, long seed, long sortBytes)
      throws IOException {
    Path file = root.resolve("crawl");
    if (!Files.exists(file)) {
      Files.createDirectories(root);
      write(file, FORMAT + new Groups(groups).count() + "\n" + plan);
    }
    String begun = Files.readString(file);
    if (!begun.startsWith(FORMAT)) {
      throw Errors.otherFormat(root);
    }
    int line = begun.indexOf('\n');
    if (!begun.substring(line + 1).equals(plan)) {
      throw Errors.otherCrawl(root);
    }
    Groups kept = new Groups(Integer.parseInt(begun.substring(FORMAT.length(), line)));
    return new CrawlFolder(root, kept, seed, sortBytes);
  }

  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text, UTF_8);
    RecordFile.appear(unfinished, file);
  }

  /** The groups in which this crawl is done, whatever was asked for when it was gone on with. */
  public Groups groups() {
    return groups;
  }

  /** Where lies what is known of earlier crawls, if anything is. */
  public Path earlier() {
    return root.resolve("earlier");
  }

  /** What one group keeps. */
  public GroupFolder group(int group) {
    return new GroupFolder(root, groups, group, seed, sortBytes);
  }

  /**
   * The round that is to be done next; empty if the crawl is over. The seeds must be there.
   *
   * @param maxPages how many pages that cost a request are visited at most
   * @param maxDepth the last level
   */
  public Optional<Round> next(long maxPages, int maxDepth) throws IOException {
    int level = rounds();
    long room = maxPages - spent(level);
    if (level > maxDepth || room <= 0) {
      return Optional.empty();
    }
    long pages = 0;
    List<Path> domains = new ArrayList<>();
    for (int group = 0; group < groups.count(); group++) {
      pages += Domain.urls(group(group).domains(level));
      domains.add(group(group).domains(level));
    }
    if (pages == 0) {
      return Optional.empty();
    }
    if (pages <= room) {
      return Optional.of(new Round(level, pages, Share.ALL));
    }
    Shares shares = new Shares(root, domains, seed, sortBytes);
    Share share = shares.of(maxPages, room, level > 0 && level < maxDepth);
    return Optional.of(new Round(level, shares.pages(share), share));
  }

  /** Ends a round whose links every group has gathered. */
  public void done(Round round, long cost) throws IOException {
    int level = round.level();
    write(roundFile(level), Long.toString(Math.addExact(spent(level), cost)));
  }

  /** How many rounds are over. */
  public int rounds() {
    int level = 0;
    while (Files.exists(roundFile(level))) {
      level++;
    }
    return level;
  }

  /**
   * Why a crawl that is over has left out what a further level could have visited: {@code
   * max-pages} or {@code max-depth}.
   */
  public String limitReached(long maxPages) throws IOException {
    return spent(rounds()) >= maxPages ? "max-pages" : "max-depth";
  }

  private long spent(int level) throws IOException {
    if (level == 0) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(roundFile(level - 1)).strip());
    } catch (NoSuchFileException e) {
      throw Errors.missingJournal(roundFile(level - 1));
    }
  }

  private Path roundFile(int level) {
    return root.resolve(String.format(Locale.ROOT, "round-%05d", level));
  }
}
