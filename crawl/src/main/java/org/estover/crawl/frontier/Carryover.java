package org.estover.crawl.frontier;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a level carries over to the next beside its links, and an attempt to the one after it: where
 * the captures end, where the answers about sites lie, when sites may be asked again, and which
 * hosts have asked for patience.
 */
public final class Carryover {
  private Place place = Place.START;
  private final Map<String, JournalRecord.SiteAsked> asked = new TreeMap<>();
  private final Map<String, Long> freeAtMillis = new TreeMap<>();
  private final Map<String, JournalRecord.HostWaits> waits = new TreeMap<>();
  private final Map<String, Integer> retries = new TreeMap<>();

  /** Reads what {@link #write} wrote. */
  static Carryover read(Path file) throws IOException {
    Carryover carryover = new Carryover();
    try (RecordStream records = RecordFile.read(file)) {
      byte[] record;
      while ((record = records.next()) != null) {
        carryover.take(JournalRecord.read(new DataInputStream(new ByteArrayInputStream(record))));
      }
    }
    return carryover;
  }

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

  /** Makes this what a level begins with, of which no URL was put off yet. */
  void beginLevel() {
    retries.clear();
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

  /** Writes what {@link #read} reads; the file is whole when it has its name. */
  void write(Path file) throws IOException {
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
            new JournalRecord.SiteAsked(free.getKey(), "", false, 0, free.getValue(), Place.START));
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
