package org.estover.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records by their unsigned bytes and leaves out equal ones, however many there are.
 *
 * <p>Records are gathered in memory up to a limit, sorted, written to a file of their own and
 * merged at the end. Memory: the limit, and 64 KiB for each such file while they are merged.
 */
final class RecordSorter implements Closeable {
  /** What records in memory may take, with what Java needs for each. */
  static final long MEMORY_BYTES = 32L << 20;

  private static final int PER_RECORD_BYTES = 24;

  private final Path folder;
  private final String name;
  private final long memoryBytes;
  private final List<byte[]> records = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private long bytes;

  /** A sorter whose files lie in {@code folder} under names that begin with {@code name}. */
  RecordSorter(Path folder, String name, long memoryBytes) {
    this.folder = folder;
    this.name = name;
    this.memoryBytes = memoryBytes;
  }

  void add(byte[] record) throws IOException {
    records.add(record);
    bytes += record.length + PER_RECORD_BYTES;
    if (bytes > memoryBytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    Path run = folder.resolve(name + "-run-" + runs.size());
    try (RecordFile.Writer writer = new RecordFile.Writer(run);
        RecordStream sorted = distinct(inMemory())) {
      byte[] record;
      while ((record = sorted.next()) != null) {
        writer.write(record, 0, record.length);
      }
      writer.commit();
    }
    runs.add(run);
  }

  private RecordStream inMemory() {
    records.sort(Arrays::compareUnsigned);
    Iterator<byte[]> sorted = List.copyOf(records).iterator();
    records.clear();
    bytes = 0;
    return new RecordStream() {
      @Override
      public byte @Nullable [] next() {
        return sorted.hasNext() ? sorted.next() : null;
      }

      @Override
      public void close() {}
    };
  }

  /** All records in order, each once; the sorter takes no more. */
  RecordStream sorted() throws IOException {
    List<RecordStream> streams = new ArrayList<>();
    streams.add(inMemory());
    for (Path run : runs) {
      streams.add(RecordFile.read(run));
    }
    return distinct(merged(streams));
  }

  /** The records of sorted streams, in order. */
  static RecordStream merged(List<RecordStream> streams) throws IOException {
    if (streams.size() == 1) {
      return streams.get(0);
    }
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::record, Arrays::compareUnsigned));
    for (RecordStream stream : streams) {
      push(heads, stream);
    }
    return new RecordStream() {
      @Override
      public byte @Nullable [] next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
          return null;
        }
        push(heads, head.stream);
        return head.record;
      }

      @Override
      public void close() throws IOException {
        for (RecordStream stream : streams) {
          stream.close();
        }
      }
    };
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared by equals
  private record Head(byte[] record, RecordStream stream) {}

  private static void push(PriorityQueue<Head> heads, RecordStream stream) throws IOException {
    byte[] record = stream.next();
    if (record != null) {
      heads.add(new Head(record, stream));
    }
  }

  /** A sorted stream without repetitions. */
  static RecordStream distinct(RecordStream sorted) {
    return new RecordStream() {
      private byte @Nullable [] last;

      @Override
      public byte @Nullable [] next() throws IOException {
        byte[] record = sorted.next();
        while (record != null && Arrays.equals(record, last)) {
          record = sorted.next();
        }
        last = record;
        return record;
      }

      @Override
      public void close() throws IOException {
        sorted.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }
}
