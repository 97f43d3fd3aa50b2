package org.estover.crawl.warc;

import java.io.IOException;

/** Takes what stands in a WARC file, in order; each record arrives by one of the methods. */
public interface WarcVisitor {
  /** Takes a record with a payload. */
  void record(WarcRecord record) throws IOException;

  /**
   * Takes a record that stands for the payload of an earlier one; its block is the head of an
   * answer, or nothing.
   */
  default void revisit(WarcRecord record) throws IOException {
    skipped("revisit");
  }

  /**
   * Takes note of a record without a payload of its own: {@code warcinfo}, {@code request}, {@code
   * metadata}, {@code continuation} (whether it was joined to its first segment or not), {@code
   * arc-header} or {@code unknown}.
   */
  void skipped(String type) throws IOException;

  /**
   * Takes note of a piece of the file that is no readable record.
   *
   * @param offset as in {@link WarcRecord}; for a gzip member that cannot be read, its damage
   * @param reason a stable class in kebab case
   * @param excerpt the first printable characters, or ""
   */
  void damaged(long offset, String reason, String excerpt) throws IOException;
}
