package org.estover.crawl.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl has of a registered domain.
 *
 * @param name the domain, or a host that belongs to none
 * @param urls how many of its URLs a level can visit, or had that count against the budget
 * @param spent how many of its pages count against the budget so far
 */
record Domain(String name, long urls, long spent) {
  private static final int HEAD_BYTES = 2 * Long.BYTES;

  private static Domain read(byte[] record) {
    ByteBuffer buffer = ByteBuffer.wrap(record);
    long urls = buffer.getLong();
    long spent = buffer.getLong();
    return new Domain(
        new String(record, HEAD_BYTES, record.length - HEAD_BYTES, UTF_8), urls, spent);
  }

  private byte[] toBytes() {
    byte[] bytes = name.getBytes(UTF_8);
    return ByteBuffer.allocate(HEAD_BYTES + bytes.length)
        .putLong(urls)
        .putLong(spent)
        .put(bytes)
        .array();
  }

  /** Domains in the order of their names. */
  static final class Reader implements Closeable {
    private final @Nullable RecordStream records;

    private Reader(@Nullable RecordStream records) {
      this.records = records;
    }

    static Reader open(Path file) throws IOException {
      return new Reader(RecordFile.read(file));
    }

    /** No domains. */
    static Reader none() {
      return new Reader(null);
    }

    /** The next domain, or null behind the last. */
    @Nullable Domain next() throws IOException {
      byte[] record = records == null ? null : records.next();
      return record == null ? null : read(record);
    }

    @Override
    public void close() throws IOException {
      if (records != null) {
        records.close();
      }
    }
  }

  /** How many URLs of all domains a level can visit. */
  static long urls(Path file) throws IOException {
    long urls = 0;
    try (Reader domains = Reader.open(file)) {
      for (Domain domain = domains.next(); domain != null; domain = domains.next()) {
        urls += domain.urls;
      }
    }
    return urls;
  }

  /**
   * Writes how many of the sorted records each domain has, with the domains known before. Of URLs
   * that a level could visit only those count that begin as the domain's first one does: what only
   * others lead to waits while a domain has its own, which may lead to the same.
   *
   * @param sorted records with the domain as their label, in order
   * @param spends whether the records count against the budget
   */
  static void count(RecordStream sorted, Reader before, Path file, boolean spends)
      throws IOException {
    try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
      @Nullable Domain known = before.next();
      byte[] record = sorted.next();
      while (record != null || known != null) {
        @Nullable String counted = record == null ? null : RecordFile.label(record);
        if (counted == null || (known != null && known.name.compareTo(counted) < 0)) {
          if (known == null) {
            throw new AssertionError("one of both is there");
          }
          write(writer, new Domain(known.name, 0, known.spent));
          known = before.next();
          continue;
        }
        long urls = 0;
        byte first = record == null ? 0 : record[RecordFile.behindLabel(record)];
        while (record != null && RecordFile.label(record).equals(counted)) {
          urls += spends || record[RecordFile.behindLabel(record)] == first ? 1 : 0;
          record = sorted.next();
        }
        long spent = spends ? urls : 0;
        if (known != null && known.name.equals(counted)) {
          spent += known.spent;
          known = before.next();
        }
        write(writer, new Domain(counted, urls, spent));
      }
      writer.commit();
    }
  }

  private static void write(RecordFile.Writer writer, Domain domain) throws IOException {
    byte[] bytes = domain.toBytes();
    writer.write(bytes, 0, bytes.length);
  }
}
