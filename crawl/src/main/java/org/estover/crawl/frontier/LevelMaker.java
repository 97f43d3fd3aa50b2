package org.estover.crawl.frontier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the levels of a group: of the URLs that links lead to those that a level could visit, and
 * of these, by the domains' shares, those that it does visit.
 *
 * <p>All of it is walked in the order of the keys, so that what was seen before is left out by
 * reading two files side by side. Memory: what a {@link RecordSorter} takes.
 */
record LevelMaker(GroupFiles files, long seed, long sortBytes) {
  /**
   * Writes what a level could visit: of records of key and URL, those that were not seen.
   *
   * @param isLast whether nothing can wait for a further level
   */
  void writeNext(RecordStream sorted, int level, boolean isLast) throws IOException {
    Path seen = files.file("seen", level - 1);
    try (RecordFile.Writer urls = new RecordFile.Writer(files.file("next", level));
        KeyFile.Writer keys = new KeyFile.Writer(files.keys(level));
        RecordSorter byDomain = new RecordSorter(files.folder(), "domains", sortBytes);
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
        byDomain.add(RecordFile.labelled(domainOf(record), counted(record, isLast)));
        last = key;
      }
      urls.commit();
      try (RecordStream domains = byDomain.sorted();
          Domain.Reader before =
              level == 0
                  ? Domain.Reader.none()
                  : Domain.Reader.open(files.file("spent", level - 1))) {
        Domain.count(domains, before, files.domains(level), /* spends= */ false);
      }
      keys.commit();
    }
  }

  /** What a domain's URLs are counted by: its own before others, which wait for these. */
  private static byte[] counted(byte[] keyed, boolean isLast) {
    byte[] record = ownFirst(Arrays.copyOf(keyed, FoundUrl.URL_START));
    if (isLast) {
      record[0] = 0;
    }
    return record;
  }

  /** The domain of a record of key and found URL. */
  private static String domainOf(byte[] keyed) {
    return Groups.domainOf(FoundUrl.read(keyed, UrlKey.BYTES, keyed.length).url());
  }

  /** What a level could visit: records of key and found URL, in the order of the keys. */
  RecordStream candidates(int level) throws IOException {
    KeyFile keys = KeyFile.open(files.keys(level));
    RecordStream urls = RecordFile.read(files.file("next", level));
    return new RecordStream() {
      @Override
      public byte @Nullable [] next() throws IOException {
        @Nullable UrlKey key = keys.next();
        if (key == null) {
          return null;
        }
        byte[] url = urls.next();
        if (url == null) {
          throw Errors.cutShort(files.file("next", level), Files.size(files.file("next", level)));
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

  /** What a round visits: records of key and found URL, in the order of the keys. */
  private RecordStream taken(Round round) throws IOException {
    if (round.share().equals(Share.ALL)
        && Domain.urls(files.domains(round.level())) == KeyFile.count(files.keys(round.level()))) {
      return candidates(round.level());
    }
    Path taken = files.file("taken", round.level());
    if (!Files.exists(taken)) {
      writeTaken(round, taken);
    }
    return RecordFile.read(taken);
  }

  /**
   * Writes as many URLs of each domain as its share has room for, in the order of their keys: those
   * that the domain itself leads to, or others where there are none of these, but in the last level
   * first the one and then the other.
   */
  private void writeTaken(Round round, Path taken) throws IOException {
    int level = round.level();
    try (RecordSorter byDomain = new RecordSorter(files.folder(), "domains", sortBytes);
        RecordSorter byKey = new RecordSorter(files.folder(), "taken", sortBytes)) {
      try (RecordStream candidates = candidates(level)) {
        byte[] record;
        while ((record = candidates.next()) != null) {
          byDomain.add(RecordFile.labelled(domainOf(record), ownFirst(record)));
        }
      }
      try (RecordStream urls = byDomain.sorted();
          Domain.Reader domains = Domain.Reader.open(files.domains(level))) {
        String name = "";
        long room = 0;
        byte[] record;
        while ((record = urls.next()) != null) {
          String domain = RecordFile.label(record);
          if (!domain.equals(name)) {
            name = domain;
            room = room(domains, name, round.share());
          }
          if (room-- > 0) {
            int start = RecordFile.behindLabel(record) + FoundUrl.HEAD_BYTES;
            byKey.add(Arrays.copyOfRange(record, start, record.length));
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

  /**
   * A record of key and found URL as it is sorted where its domain's own URLs come before others.
   */
  private static byte[] ownFirst(byte[] keyed) {
    byte[] record = new byte[FoundUrl.HEAD_BYTES + keyed.length];
    record[0] = keyed[UrlKey.BYTES];
    System.arraycopy(keyed, 0, record, FoundUrl.HEAD_BYTES, keyed.length);
    return record;
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
  void prepare(Round round) throws IOException {
    int level = round.level();
    if (Files.exists(files.file("level", level))) {
      return;
    }
    if (!Files.exists(files.file("seen", level))) {
      writeSeen(round);
    }
    try (RecordSorter sorter = new RecordSorter(files.folder(), "level", sortBytes)) {
      try (RecordStream taken = taken(round)) {
        byte[] record;
        while ((record = taken.next()) != null) {
          sorter.add(Level.sortRecord(record));
        }
      }
      try (RecordStream sorted = sorter.sorted();
          RecordFile.Writer writer = new RecordFile.Writer(files.file("level", level))) {
        byte[] record;
        while ((record = sorted.next()) != null) {
          writer.write(record, Level.keptStart(record), record.length);
        }
        writer.commit();
      }
    }
    files.removeBefore(level);
  }

  private void writeSeen(Round round) throws IOException {
    int level = round.level();
    Path before = files.file("seen", level - 1);
    try (KeyFile old = level == 0 ? KeyFile.EMPTY : KeyFile.open(before);
        RecordStream taken = taken(round);
        KeyFile.Writer seen = new KeyFile.Writer(files.file("seen", level))) {
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
}
