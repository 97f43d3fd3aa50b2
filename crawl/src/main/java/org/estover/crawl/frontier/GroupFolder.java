package org.estover.crawl.frontier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.estover.crawl.document.PageUrl;
import org.jspecify.annotations.Nullable;

/**
 * What one group of a crawl keeps on the disk; for one process at a time.
 *
 * <p>A level's files are made in this order, each whole when it has its name, so that a group that
 * was killed goes on where it was: {@code next} (URLs that the level could visit, how many there
 * are of each domain, and their keys), {@code taken} (the URLs that it does visit, where that is
 * not all of them), {@code seen} (keys of all URLs that this level or one before visits), {@code
 * level} (the URLs it does visit, by host), {@code journal} (what became of them), {@code left}
 * (which of them were not visited, and why), {@code links} (where they lead, a file for each
 * group), {@code spent} (what they have cost) and {@code after} (what the level leaves behind
 * beside its links). The next level's {@code next} is made of the links of all groups, once they
 * are all there, and of what this one could have visited and has not.
 *
 * <p>Memory: what a {@link RecordSorter} takes, and a few hundred bytes per site.
 */
public final class GroupFolder {
  private final Groups groups;
  private final int group;
  private final GroupFiles files;
  private final LevelMaker levels;
  private final long seed;
  private final long sortBytes;

  GroupFolder(Path root, Groups groups, int group, long seed, long sortBytes) {
    this.groups = groups;
    this.group = group;
    this.files = new GroupFiles(root, group);
    this.levels = new LevelMaker(files, seed, sortBytes);
    this.seed = seed;
    this.sortBytes = sortBytes;
  }

  /** The keys of what a level could visit. */
  Path keys(int level) {
    return files.keys(level);
  }

  /** How many URLs of each domain a level could visit, and what was spent before. */
  Path domains(int level) {
    return files.domains(level);
  }

  /** The journal of a level. */
  public Path journal(int level) {
    return files.file("journal", level);
  }

  /** What the pages up to a level have said of their sites. */
  public Path budgets(int level) {
    return files.budgets(level);
  }

  /** The license documents that the pages up to a level have named on other hosts. */
  public Path licenses(int level) {
    return files.licenses(level);
  }

  /** Makes what level 0 could visit of the seeds that belong to this group. */
  public void seeds(List<String> urls) throws IOException {
    Files.createDirectories(files.folder());
    if (Files.exists(files.keys(0))) {
      return;
    }
    try (RecordSorter sorter = new RecordSorter(files.folder(), "seeds", sortBytes)) {
      for (String url : urls) {
        if (groupOf(url) == group) {
          sorter.add(new FoundUrl(url, /* isOwn= */ true).keyed(seed));
        }
      }
      try (RecordStream sorted = sorter.sorted()) {
        levels.writeNext(sorted, 0, /* isLast= */ true);
      }
    }
  }

  private int groupOf(String url) {
    return groups.count() == 1 ? 0 : groups.of(PageUrl.parse(url).map(PageUrl::host).orElse(url));
  }

  /** What a level leaves behind for the next: nothing before level 0. */
  private Carryover carryover(int level) throws IOException {
    return level < 0 ? new Carryover() : Carryover.read(files.file("after", level));
  }

  /**
   * Sorts the links of a level whose journal is done by the groups that they lead to, and counts
   * what its pages have cost.
   *
   * @param isFree whether a page of an outcome class does not count against the budget
   * @param oldestMillis answers about sites from before are not kept
   */
  public void spread(int level, Predicate<String> isFree, long nowMillis, long oldestMillis)
      throws IOException {
    if (Files.exists(files.file("after", level))) {
      return;
    }
    Carryover carryover = carryover(level - 1);
    try (RecordSorter sorter = new RecordSorter(files.folder(), "links", sortBytes);
        RecordSorter cost = new RecordSorter(files.folder(), "spent", sortBytes);
        Journal.Reader journal = new Journal.Reader(journal(level))) {
      for (var next = journal.next(); next.isPresent(); next = journal.next()) {
        carryover.take(next.get());
        if (next.get() instanceof JournalRecord.Visited page) {
          if (!isFree.test(page.outcome())) {
            byte[] index = ByteBuffer.allocate(Integer.BYTES).putInt(page.index()).array();
            cost.add(RecordFile.labelled(Groups.domainOf(page.url()), index));
          }
          boolean isSeedThatMoved = level == 0 && page.outcome().startsWith("http-3");
          for (String link : page.links()) {
            byte[] keyed = FoundUrl.of(link, page.url(), page.isOwn(), isSeedThatMoved).keyed(seed);
            int to = groupOf(link);
            sorter.add(
                ByteBuffer.allocate(Short.BYTES + keyed.length)
                    .putShort((short) to)
                    .put(keyed)
                    .array());
          }
        }
      }
      try (RecordStream sorted = sorter.sorted()) {
        writeLinks(level, sorted);
      }
      try (RecordStream sorted = cost.sorted();
          Domain.Reader before = Domain.Reader.open(files.domains(level))) {
        Domain.count(sorted, before, files.file("spent", level), /* spends= */ true);
      }
    }
    carryover.forget(nowMillis, oldestMillis);
    carryover.write(files.file("after", level));
  }

  private void writeLinks(int level, RecordStream sorted) throws IOException {
    byte[] record = sorted.next();
    for (int to = 0; to < groups.count(); to++) {
      try (RecordFile.Writer writer = new RecordFile.Writer(files.links(level, group, to))) {
        while (record != null && (ByteBuffer.wrap(record).getShort() & 0xffff) == to) {
          writer.write(record, Short.BYTES, record.length);
          record = sorted.next();
        }
        writer.commit();
      }
    }
  }

  /**
   * Makes what the next level could visit of what the links of all groups lead to.
   *
   * @param isLast whether it is the crawl's last, in which nothing waits
   */
  public void gather(int level, boolean isLast) throws IOException {
    if (Files.exists(files.keys(level))) {
      return;
    }
    List<RecordStream> streams = new ArrayList<>();
    try {
      for (int from = 0; from < groups.count(); from++) {
        streams.add(RecordFile.read(files.links(level - 1, from, group)));
      }
      if (Files.exists(files.file("taken", level - 1))) {
        // What had to wait is there again.
        streams.add(levels.candidates(level - 1));
      }
      levels.writeNext(RecordSorter.distinct(RecordSorter.merged(streams)), level, isLast);
    } finally {
      for (RecordStream stream : streams) {
        stream.close();
      }
    }
  }

  /** How many pages of a level whose links are sorted count against the budget. */
  public long cost(int level) throws IOException {
    long cost = 0;
    try (Domain.Reader domains = Domain.Reader.open(files.file("spent", level))) {
      @Nullable Domain domain;
      while ((domain = domains.next()) != null) {
        cost += domain.urls();
      }
    }
    return cost;
  }

  /**
   * Keeps which URLs of a level were not visited, and why; before its journal says that it is done.
   *
   * @param reason the reason by the place in the level, or "" for a URL that was visited
   */
  public void keepLeftOut(int level, IntFunction<String> reason) throws IOException {
    try (RecordStream urls = RecordFile.read(files.file("level", level));
        RecordFile.Writer writer = new RecordFile.Writer(files.file("left", level))) {
      int index = 0;
      byte[] url;
      while ((url = urls.next()) != null) {
        String why = reason.apply(index++);
        if (!why.isEmpty()) {
          byte[] record = RecordFile.labelled(why, url);
          writer.write(record, 0, record.length);
        }
      }
      writer.commit();
    }
  }

  /** Takes URLs that were found and not visited. */
  public interface LeftOut {
    /** Takes one, and why it was left out. */
    void url(String url, String reason) throws IOException;
  }

  /**
   * Tells of all URLs that a finished crawl has found and not visited, in the order of the levels,
   * and within a level by host and key.
   *
   * @param levels how many levels were visited
   * @param rest why what a further level could have visited was left out
   */
  public void leftOut(int levels, String rest, LeftOut sink) throws IOException {
    for (int level = 0; level < levels; level++) {
      try (RecordStream records = RecordFile.read(files.file("left", level))) {
        byte[] record;
        while ((record = records.next()) != null) {
          FoundUrl left = FoundUrl.read(record, RecordFile.behindLabel(record), record.length);
          sink.url(left.url(), RecordFile.label(record));
        }
      }
    }
    try (RecordStream records = RecordFile.read(files.file("next", levels))) {
      byte[] url;
      while ((url = records.next()) != null) {
        sink.url(FoundUrl.read(url, 0, url.length).url(), rest);
      }
    }
  }

  /**
   * Opens the level of a round, to begin it or to go on with it.
   *
   * @param captures the group's WARC files
   */
  public OpenLevel open(Round round, Journal.Captures captures) throws IOException {
    Files.createDirectories(files.folder());
    Lock held = Lock.take(files.folder().resolve("lock"));
    try {
      int number = round.level();
      boolean begun = Files.exists(journal(number));
      levels.prepare(round);
      Carryover carryover = carryover(number - 1);
      carryover.beginLevel();
      Journal journal = Journal.open(journal(number), carryover.place(), captures);
      BitSet visited = new BitSet();
      boolean done = false;
      try (Journal.Reader records = new Journal.Reader(journal(number))) {
        for (var next = records.next(); next.isPresent(); next = records.next()) {
          carryover.take(next.get());
          if (next.get() instanceof JournalRecord.Visited page) {
            visited.set(page.index());
          } else if (next.get() instanceof JournalRecord.Mark mark) {
            done = mark.step() == JournalRecord.Step.DONE;
          }
        }
      }
      Level level = Level.open(files.file("level", number));
      return new OpenLevel(level, visited, journal, carryover, begun || number > 0, done, held);
    } catch (IOException e) {
      held.close();
      throw e;
    }
  }
}
