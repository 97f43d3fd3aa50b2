package org.estover.crawl.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.jspecify.annotations.Nullable;

/**
 * What one group of a crawl keeps on the disk; for one process at a time.
 *
 * <p>A level's files are made in this order, each whole when it has its name, so that a group that
 * was killed goes on where it was: {@code next} (URLs that the level could visit, how many there
 * are of each domain, and their keys), {@code taken} (the URLs that it does visit, where that is
 * not all of them), {@code seen} (keys of all URLs that this level or one before visits), {@code
 * level} (the URLs it does visit, by site), {@code journal} (what became of them), {@code left}
 * (which of them were not visited, and why), {@code links} (where they lead, a file for each
 * group), {@code spent} (what they have cost) and {@code after} (what the level leaves behind
 * beside its links). The next level's {@code next} is made of the links of all groups, once they
 * are all there, and of what this one could have visited and has not.
 *
 * <p>Memory: what a {@link RecordSorter} takes, and a few hundred bytes per site.
 */
public final class GroupFolder {
  private final Path root;
  private final Groups groups;
  private final int group;
  private final long seed;
  private final long sortBytes;

  GroupFolder(Path root, Groups groups, int group, long seed, long sortBytes) {
    this.root = root;
    this.groups = groups;
    this.group = group;
    this.seed = seed;
    this.sortBytes = sortBytes;
  }

  private Path folder(int number) {
    return root.resolve(String.format(Locale.ROOT, "group-%05d", number));
  }

  private Path file(String kind, int level) {
    return folder(group).resolve(String.format(Locale.ROOT, "%s-%05d", kind, level));
  }

  private Path links(int level, int from, int to) {
    return folder(from).resolve(String.format(Locale.ROOT, "links-%05d-to-%05d", level, to));
  }

  Path keys(int level) {
    return file("next", level).resolveSibling(file("next", level).getFileName() + ".keys");
  }

  /** How many URLs of each domain a level could visit, and what was spent before. */
  Path domains(int level) {
    return file("domains", level);
  }

  /** The journal of a level. */
  public Path journal(int level) {
    return file("journal", level);
  }

  /** What the pages up to a level have said of their sites. */
  public Path budgets(int level) {
    return file("budgets", level);
  }

  /** What must be held to write to this folder. */
  Path lock() {
    return folder(group).resolve("lock");
  }

  void create() throws IOException {
    Files.createDirectories(folder(group));
  }

  /** Makes what level 0 could visit of the seeds that belong to this group. */
  public void seeds(List<String> urls) throws IOException {
    create();
    if (Files.exists(keys(0))) {
      return;
    }
    try (RecordSorter sorter = new RecordSorter(folder(group), "seeds", sortBytes)) {
      for (String url : urls) {
        if (groupOf(url) == group) {
          sorter.add(keyed(url));
        }
      }
      try (RecordStream sorted = sorter.sorted()) {
        writeNext(sorted, 0);
      }
    }
  }

  private int groupOf(String url) {
    return groups.count() == 1 ? 0 : groups.of(PageUrl.parse(url).map(PageUrl::host).orElse(url));
  }

  private byte[] keyed(String url) {
    byte[] bytes = url.getBytes(UTF_8);
    byte[] record = new byte[UrlKey.BYTES + bytes.length];
    UrlKey.of(seed, url).write(ByteBuffer.wrap(record));
    System.arraycopy(bytes, 0, record, UrlKey.BYTES, bytes.length);
    return record;
  }

  /** Writes what a level could visit: of records of key and URL, those that were not seen. */
  private void writeNext(RecordStream sorted, int level) throws IOException {
    Path seen = file("seen", level - 1);
    try (RecordFile.Writer urls = new RecordFile.Writer(file("next", level));
        KeyFile.Writer keys = new KeyFile.Writer(keys(level));
        RecordSorter byDomain = new RecordSorter(folder(group), "domains", sortBytes);
        KeyFile known = level == 0 ? KeyFile.EMPTY : KeyFile.open(seen)) {
      @Nullable UrlKey old = known.next();
      @Nullable UrlKey last = null;
      byte[] record;
      while ((record = sorted.next()) != null) {
        UrlKey key = UrlKey.read(ByteBuffer.wrap(record));
        while (old != null && old.compareTo(key) < 0) {
          old = known.next();
        }
        if (key.equals(old) || key.equals(last)) {
          continue;
        }
        urls.write(record, UrlKey.BYTES, record.length);
        keys.write(key);
        byDomain.add(RecordFile.labelled(domainOf(record), Arrays.copyOf(record, UrlKey.BYTES)));
        last = key;
      }
      urls.commit();
      try (RecordStream domains = byDomain.sorted();
          Domain.Reader before =
              level == 0 ? Domain.Reader.none() : Domain.Reader.open(file("spent", level - 1))) {
        Domain.count(domains, before, domains(level), /* spends= */ false);
      }
      keys.commit();
    }
  }

  /** The domain of a record of key and URL. */
  private static String domainOf(byte[] keyed) {
    return Groups.domainOf(new String(keyed, UrlKey.BYTES, keyed.length - UrlKey.BYTES, UTF_8));
  }

  /** What a level could visit: records of key and URL, in the order of the keys. */
  private RecordStream candidates(int level) throws IOException {
    KeyFile keys = KeyFile.open(keys(level));
    RecordStream urls = RecordFile.read(file("next", level));
    return new RecordStream() {
      @Override
      public byte @Nullable [] next() throws IOException {
        @Nullable UrlKey key = keys.next();
        if (key == null) {
          return null;
        }
        byte[] url = urls.next();
        if (url == null) {
          throw Errors.cutShort(file("next", level), Files.size(file("next", level)));
        }
        byte[] record = new byte[UrlKey.BYTES + url.length];
        key.write(ByteBuffer.wrap(record));
        System.arraycopy(url, 0, record, UrlKey.BYTES, url.length);
        return record;
      }

      @Override
      public void close() throws IOException {
        try (keys) {
          urls.close();
        }
      }
    };
  }

  /** What a round visits: records of key and URL, in the order of the keys. */
  private RecordStream taken(Round round) throws IOException {
    if (round.share().equals(Share.ALL)) {
      return candidates(round.level());
    }
    Path taken = file("taken", round.level());
    if (!Files.exists(taken)) {
      writeTaken(round, taken);
    }
    return RecordFile.read(taken);
  }

  /** Writes the first URLs of each domain, as many as its share has room for. */
  private void writeTaken(Round round, Path taken) throws IOException {
    int level = round.level();
    try (RecordSorter byDomain = new RecordSorter(folder(group), "domains", sortBytes);
        RecordSorter byKey = new RecordSorter(folder(group), "taken", sortBytes)) {
      try (RecordStream candidates = candidates(level)) {
        byte[] record;
        while ((record = candidates.next()) != null) {
          byDomain.add(RecordFile.labelled(domainOf(record), record));
        }
      }
      try (RecordStream urls = byDomain.sorted();
          Domain.Reader domains = Domain.Reader.open(domains(level))) {
        String name = "";
        long room = 0;
        byte[] record;
        while ((record = urls.next()) != null) {
          String own = RecordFile.label(record);
          if (!own.equals(name)) {
            name = own;
            room = room(domains, name, round.share());
          }
          if (room-- > 0) {
            byKey.add(Arrays.copyOfRange(record, RecordFile.behindLabel(record), record.length));
          }
        }
      }
      try (RecordStream urls = byKey.sorted();
          RecordFile.Writer writer = new RecordFile.Writer(taken)) {
        byte[] record;
        while ((record = urls.next()) != null) {
          writer.write(record, 0, record.length);
        }
        writer.commit();
      }
    }
  }

  /** What a share has room for of a domain, which is none before the reader's next. */
  private long room(Domain.Reader domains, String name, Share share) throws IOException {
    @Nullable Domain domain = domains.next();
    while (domain != null && !domain.name().equals(name)) {
      domain = domains.next();
    }
    return domain == null ? 0 : share.of(domain, seed);
  }

  /** Makes the level of a round, if that was not done yet, and removes what served those before. */
  private void prepare(Round round) throws IOException {
    int level = round.level();
    if (Files.exists(file("level", level))) {
      return;
    }
    if (!Files.exists(file("seen", level))) {
      writeSeen(round);
    }
    try (RecordSorter sorter = new RecordSorter(folder(group), "level", sortBytes)) {
      try (RecordStream taken = taken(round)) {
        byte[] record;
        while ((record = taken.next()) != null) {
          sorter.add(
              Level.sortRecord(
                  UrlKey.read(ByteBuffer.wrap(record)),
                  Arrays.copyOfRange(record, UrlKey.BYTES, record.length)));
        }
      }
      try (RecordStream sorted = sorter.sorted();
          RecordFile.Writer writer = new RecordFile.Writer(file("level", level))) {
        byte[] record;
        while ((record = sorted.next()) != null) {
          writer.write(record, Level.urlStart(record), record.length);
        }
        writer.commit();
      }
    }
    removeBefore(level);
  }

  private void writeSeen(Round round) throws IOException {
    int level = round.level();
    Path before = file("seen", level - 1);
    try (KeyFile old = level == 0 ? KeyFile.EMPTY : KeyFile.open(before);
        RecordStream taken = taken(round);
        KeyFile.Writer seen = new KeyFile.Writer(file("seen", level))) {
      @Nullable UrlKey known = old.next();
      byte[] record;
      while ((record = taken.next()) != null) {
        UrlKey added = UrlKey.read(ByteBuffer.wrap(record));
        while (known != null && known.compareTo(added) < 0) {
          seen.write(known);
          known = old.next();
        }
        seen.write(added);
      }
      while (known != null) {
        seen.write(known);
        known = old.next();
      }
      seen.commit();
    }
  }

  /** Once a round has begun, every group is done with the round before. */
  private void removeBefore(int level) throws IOException {
    if (level == 0) {
      return;
    }
    int before = level - 1;
    List<Path> served = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(group))) {
      String links = String.format(Locale.ROOT, "links-%05d-", before);
      files.filter(file -> file.getFileName().toString().startsWith(links)).forEach(served::add);
    }
    served.addAll(
        List.of(
            file("level", before),
            file("seen", before),
            file("next", before),
            keys(before),
            domains(before),
            file("taken", before),
            file("spent", before),
            file("after", before - 1),
            budgets(before - 1)));
    for (Path file : served) {
      Files.deleteIfExists(file);
    }
  }

  /** What a level leaves behind for the next: nothing before level 0. */
  private Left left(int level) throws IOException {
    Left left = new Left();
    if (level < 0) {
      return left;
    }
    try (RecordStream records = RecordFile.read(file("after", level))) {
      byte[] record;
      while ((record = records.next()) != null) {
        left.take(JournalRecord.read(new DataInputStream(new ByteArrayInputStream(record))));
      }
    }
    return left;
  }

  /**
   * What outlives a level beside its links: where the captures end, where the answers about sites
   * lie, when sites may be asked again, and which hosts have asked for patience.
   */
  public static final class Left {
    private Place place = Place.START;
    private final Map<String, JournalRecord.SiteAsked> asked = new TreeMap<>();
    private final Map<String, Long> freeAtMillis = new TreeMap<>();
    private final Map<String, JournalRecord.HostWaits> waits = new TreeMap<>();
    private final Map<String, Integer> retries = new TreeMap<>();

    /** Where the captures end. */
    public Place place() {
      return place;
    }

    /** What is known of sites, by the URL of the file. */
    public Map<String, JournalRecord.SiteAsked> asked() {
      return asked;
    }

    /** When sites may be asked again, by their authority. */
    public Map<String, Long> freeAtMillis() {
      return freeAtMillis;
    }

    /** What hosts have asked for at last, by host. */
    public Map<String, JournalRecord.HostWaits> waits() {
      return waits;
    }

    /** How often URLs of the level were put off. */
    public Map<String, Integer> retries() {
      return retries;
    }

    /** Takes the next record of a journal. */
    void take(JournalRecord record) {
      place = record.place();
      if (record instanceof JournalRecord.SiteAsked site) {
        if (site.outcome().isEmpty()) {
          freeAtMillis.put(site.url(), site.freeAtMillis());
        } else {
          asked.put(site.url(), site);
          freeAtMillis.put(authority(site.url()), site.freeAtMillis());
        }
      } else if (record instanceof JournalRecord.Visited page) {
        freeAtMillis.put(authority(page.url()), page.freeAtMillis());
      } else if (record instanceof JournalRecord.HostWaits wait) {
        waits.put(Groups.hostOf(wait.url()), wait);
        retries.merge(wait.url(), 1, Integer::sum);
        freeAtMillis.merge(authority(wait.url()), wait.untilMillis(), Math::max);
        if (!wait.isAbandoned()) {
          // The answer that asked for patience is none to go on with.
          asked.remove(wait.url());
        }
      }
    }

    private static String authority(String url) {
      return url.substring(0, Level.authorityEnd(url));
    }

    /** Forgets what is no longer of use. */
    void forget(long nowMillis, long oldestMillis) {
      asked.values().removeIf(site -> site.atMillis() < oldestMillis);
      freeAtMillis.values().removeIf(free -> free <= nowMillis);
    }

    private void write(Path file) throws IOException {
      try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
        for (JournalRecord.SiteAsked site : asked.values()) {
          write(writer, site);
        }
        for (JournalRecord.HostWaits wait : waits.values()) {
          write(writer, wait);
        }
        for (Map.Entry<String, Long> free : freeAtMillis.entrySet()) {
          write(
              writer,
              new JournalRecord.SiteAsked(
                  free.getKey(), "", false, 0, free.getValue(), Place.START));
        }
        write(writer, new JournalRecord.Mark(JournalRecord.Step.DONE, place));
        writer.commit();
      }
    }

    private static void write(RecordFile.Writer writer, JournalRecord record) throws IOException {
      byte[] bytes = record.toBytes();
      writer.write(bytes, 0, bytes.length);
    }
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
    if (Files.exists(file("after", level))) {
      return;
    }
    Left left = left(level - 1);
    try (RecordSorter sorter = new RecordSorter(folder(group), "links", sortBytes);
        RecordSorter cost = new RecordSorter(folder(group), "spent", sortBytes);
        Journal.Reader journal = new Journal.Reader(journal(level))) {
      for (var next = journal.next(); next.isPresent(); next = journal.next()) {
        left.take(next.get());
        if (next.get() instanceof JournalRecord.Visited page) {
          if (!isFree.test(page.outcome())) {
            byte[] index = ByteBuffer.allocate(Integer.BYTES).putInt(page.index()).array();
            cost.add(RecordFile.labelled(Groups.domainOf(page.url()), index));
          }
          for (String link : page.links()) {
            byte[] keyed = keyed(link);
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
          Domain.Reader before = Domain.Reader.open(domains(level))) {
        Domain.count(sorted, before, file("spent", level), /* spends= */ true);
      }
    }
    left.forget(nowMillis, oldestMillis);
    left.write(file("after", level));
  }

  private void writeLinks(int level, RecordStream sorted) throws IOException {
    byte[] record = sorted.next();
    for (int to = 0; to < groups.count(); to++) {
      try (RecordFile.Writer writer = new RecordFile.Writer(links(level, group, to))) {
        while (record != null && (ByteBuffer.wrap(record).getShort() & 0xffff) == to) {
          writer.write(record, Short.BYTES, record.length);
          record = sorted.next();
        }
        writer.commit();
      }
    }
  }

  /** Makes what the next level could visit of what the links of all groups lead to. */
  public void gather(int level) throws IOException {
    if (Files.exists(keys(level))) {
      return;
    }
    List<RecordStream> streams = new ArrayList<>();
    try {
      for (int from = 0; from < groups.count(); from++) {
        streams.add(RecordFile.read(links(level - 1, from, group)));
      }
      if (Files.exists(file("taken", level - 1))) {
        // What had to wait is there again.
        streams.add(candidates(level - 1));
      }
      writeNext(RecordSorter.distinct(RecordSorter.merged(streams)), level);
    } finally {
      for (RecordStream stream : streams) {
        stream.close();
      }
    }
  }

  /** How many pages of a level whose links are sorted count against the budget. */
  public long cost(int level) throws IOException {
    long cost = 0;
    try (Domain.Reader domains = Domain.Reader.open(file("spent", level))) {
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
    try (RecordStream urls = RecordFile.read(file("level", level));
        RecordFile.Writer writer = new RecordFile.Writer(file("left", level))) {
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
   * and within a level by site and key.
   *
   * @param levels how many levels were visited
   * @param rest why what a further level could have visited was left out
   */
  public void leftOut(int levels, String rest, LeftOut sink) throws IOException {
    for (int level = 0; level < levels; level++) {
      try (RecordStream records = RecordFile.read(file("left", level))) {
        byte[] record;
        while ((record = records.next()) != null) {
          int start = RecordFile.behindLabel(record);
          String url = new String(record, start, record.length - start, UTF_8);
          sink.url(url, RecordFile.label(record));
        }
      }
    }
    try (RecordStream records = RecordFile.read(file("next", levels))) {
      byte[] url;
      while ((url = records.next()) != null) {
        sink.url(new String(url, UTF_8), rest);
      }
    }
  }

  /**
   * Opens the level of a round, to begin it or to go on with it.
   *
   * @param captures the group's WARC files
   */
  public OpenLevel open(Round round, Journal.Captures captures) throws IOException {
    create();
    Lock held = Lock.take(lock());
    try {
      int number = round.level();
      boolean begun = Files.exists(journal(number));
      prepare(round);
      Left left = left(number - 1);
      left.retries.clear();
      Journal journal = Journal.open(journal(number), left.place, captures);
      BitSet visited = new BitSet();
      boolean done = false;
      try (Journal.Reader records = new Journal.Reader(journal(number))) {
        for (var next = records.next(); next.isPresent(); next = records.next()) {
          left.take(next.get());
          if (next.get() instanceof JournalRecord.Visited page) {
            visited.set(page.index());
          } else if (next.get() instanceof JournalRecord.Mark mark) {
            done = mark.step() == JournalRecord.Step.DONE;
          }
        }
      }
      Level level = Level.open(file("level", number));
      return new OpenLevel(level, visited, journal, left, begun || number > 0, done, held);
    } catch (IOException e) {
      held.close();
      throw e;
    }
  }
}
