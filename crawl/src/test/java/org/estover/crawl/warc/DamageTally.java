package org.estover.crawl.warc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WarcSource;
import org.estover.crawl.warc.DamagedCopy.Kind;

/** Reads damaged copies of a file, and counts what of the records that are whole was found. */
final class DamageTally {
  private static final int MAX_BLOCK = 64 << 20;

  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
  private final Path scratch;

  DamageTally(Path scratch) {
    this.scratch = scratch;
  }

  /** Numbers of one kind of damage. */
  static final class Count {
    private int copies;
    private long whole;
    private long found;
    private long damages;

    private void add(Count other) {
      copies += other.copies;
      whole += other.whole;
      found += other.found;
      damages += other.damages;
    }

    int copies() {
      return copies;
    }

    long whole() {
      return whole;
    }

    long found() {
      return found;
    }

    @Override
    public String toString() {
      double ratio = whole == 0 ? 100 : 100.0 * found / whole;
      return String.format(
          Locale.ROOT,
          "%6d copies, %8d whole records, %8d recovered (%.3f %%), %6d pieces set aside",
          copies,
          whole,
          found,
          ratio,
          damages);
    }
  }

  /** The records with and without payload that a file's bytes hold. */
  static List<WarcRecord> records(Path file, Count count) throws IOException {
    List<WarcRecord> records = new ArrayList<>();
    WarcReader.read(
        file,
        MAX_BLOCK,
        new WarcVisitor() {
          @Override
          public void record(WarcRecord record) {
            records.add(record);
          }

          @Override
          public void revisit(WarcRecord record) {
            records.add(record);
          }

          @Override
          public void skipped(String type) {}

          @Override
          public void damaged(long offset, String reason, String excerpt) {
            count.damages++;
          }
        });
    return records;
  }

  private static String key(WarcRecord record) {
    return record.type()
        + " "
        + record.uri()
        + " "
        + record.date()
        + " "
        + Digests.sha256(record.block());
  }

  /**
   * Reads one damaged copy.
   *
   * @param records those of the whole file
   */
  Path copy(byte[] whole, List<WarcRecord> records, SplittableRandom random) throws IOException {
    DamagedCopy copy = DamagedCopy.of(whole, records, random);
    Path file = Files.write(scratch, copy.bytes());
    Count count = new Count();
    Map<String, Integer> found = new HashMap<>();
    records(file, count).forEach(record -> found.merge(key(record), 1, Integer::sum));
    boolean[] intact = copy.intact(whole.length, records);
    count.copies = 1;
    for (int i = 0; i < intact.length; i++) {
      if (intact[i]) {
        count.whole++;
        boolean recovered = found.merge(key(records.get(i)), -1, Integer::sum) >= 0;
        count.found += recovered ? 1 : 0;
      }
    }
    counts.computeIfAbsent(copy.kind(), kind -> new Count()).add(count);
    return file;
  }

  /** Reads a file as a job does: nothing but an error of the disk may be thrown. */
  static void readAsSource(Path file) throws IOException {
    SourceReader.read(
        new WarcSource(TestComponent.named("damaged"), List.of()),
        file,
        "damaged",
        ReadLimits.DEFAULT,
        new ItemSink() {
          @Override
          public void item(SourceItem item) {}

          @Override
          public void aside(Aside aside) {}
        });
  }

  Map<Kind, Count> counts() {
    return counts;
  }

  Count total() {
    Count total = new Count();
    counts.values().forEach(total::add);
    return total;
  }
}
