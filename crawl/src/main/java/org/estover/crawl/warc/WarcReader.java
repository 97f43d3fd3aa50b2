package org.estover.crawl.warc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;

/**
 * Reads WARC 1.x, WET and ARC 1 files, plain or compressed, also damaged ones.
 *
 * <p>Records are cut here and not by a parser library, because what is wanted of a damaged file is
 * the next readable record: behind a record that cannot be read the reader goes on at the next gzip
 * member, the next line {@code WARC/...} or the next ARC header line. A length that leads past the
 * next record's head is found out by what follows the block. A record in segments is joined where
 * they stand one after the other in one file.
 *
 * <p>Memory: the largest record. Cost: one copy of each block. A reader reads one file once.
 */
public final class WarcReader {
  /** Far more line ends than any tool writes behind its last record. */
  private static final int BLANK_LIMIT = 1 << 16;

  private static final int MAX_HEADER = 1 << 20;
  private static final int MAX_ARC_LINE = 1 << 14;
  private static final byte[] WARC = {'W', 'A', 'R', 'C', '/'};

  private final RecordBuffer in;
  private final int maxBlock;
  private final WarcVisitor visitor;
  private final Segments segments;

  /** Whether the last record was one of ARC. */
  private boolean arc;

  private boolean ended;

  private WarcReader(RecordBuffer in, int maxBlock, WarcVisitor visitor) {
    this.in = in;
    this.maxBlock = maxBlock;
    this.visitor = visitor;
    this.segments = new Segments(maxBlock, visitor);
  }

  /**
   * Reads a file from its first record to its last.
   *
   * @param maxBlock the largest block in bytes; a larger one is damage {@code record-too-large}
   * @throws IOException if the file cannot be read, or the visitor throws
   */
  public static void read(Path file, int maxBlock, WarcVisitor visitor) throws IOException {
    try (ByteFeed feed = ByteFeed.open(file)) {
      WarcReader reader = new WarcReader(new RecordBuffer(feed), maxBlock, visitor);
      reader.readAll();
      reader.segments.end();
    }
  }

  private void readAll() throws IOException {
    boolean any = false;
    while (!ended) {
      skipBlankLines();
      if (in.has(1)) {
        any = true;
        record();
      } else if (in.damage().isPresent()) {
        any = true;
        Damage damage = in.damage().get();
        visitor.damaged(damage.offset(), damage.reason(), "");
        if (!in.resume()) {
          return;
        }
      } else {
        if (!any) {
          visitor.damaged(0, "empty-file", "");
        }
        return;
      }
    }
  }

  private void skipBlankLines() throws IOException {
    while (in.has(1) && (in.at(0) == '\n' || in.at(0) == '\r')) {
      in.consume(1);
    }
  }

  private void record() throws IOException {
    if (isWarcStart(0)) {
      arc = false;
      warcRecord();
      return;
    }
    Optional<ArcHeader> header = arcHeader(0);
    if (header.isPresent()) {
      arc = true;
      arcRecord(header.get());
    } else {
      putAside(in.offset(), arc ? "arc-header" : "warc-garbage", 0);
    }
  }

  private boolean isWarcStart(int index) throws IOException {
    if (!in.has(index + WARC.length)) {
      return false;
    }
    for (int i = 0; i < WARC.length; i++) {
      if (in.at(index + i) != WARC[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<ArcHeader> arcHeader(int index) throws IOException {
    int lineEnd = lineEnd(index, MAX_ARC_LINE);
    return lineEnd < 0 ? Optional.empty() : ArcHeader.parse(in.latin1(index, lineEnd));
  }

  /** The index of the line feed that ends the line at an index, or -1. */
  private int lineEnd(int index, int maxLength) throws IOException {
    int from = index;
    while (from - index < maxLength && in.has(from + 1)) {
      int to = Math.min(in.available(), index + maxLength);
      int found = in.indexOf((byte) '\n', from, to);
      if (found >= 0) {
        return found;
      }
      from = to;
    }
    return -1;
  }

  private void warcRecord() throws IOException {
    long offset = in.offset();
    int headEnd = headEnd();
    if (headEnd < 0) {
      putAside(offset, "warc-header", WARC.length);
      return;
    }
    Map<String, String> fields = WarcHeader.fields(in.latin1(0, headEnd));
    long length = WarcHeader.length(fields);
    if (length < 0) {
      putAside(offset, "warc-header", headEnd);
      return;
    }
    String type = fields.getOrDefault("warc-type", "");
    boolean wanted = WarcHeader.isWanted(type) || segments.isNext(fields);
    if (!wanted) {
      skipRecord(offset, WarcHeader.skippedType(type), headEnd, length);
    } else if (length > maxBlock) {
      visitor.damaged(offset, "record-too-large", in.excerpt(0));
      in.skip(headEnd + length);
    } else if (isWhole(offset, headEnd, (int) length)) {
      int end = headEnd + (int) length;
      long size = size(offset, end);
      byte[] block = in.copy(headEnd, end);
      in.consume(end);
      segments.take(WarcHeader.record(fields, offset, block, size));
    }
  }

  private void arcRecord(ArcHeader header) throws IOException {
    long offset = in.offset();
    int headEnd = lineEnd(0, MAX_ARC_LINE) + 1;
    if (header.isVersionBlock()) {
      skipRecord(offset, "arc-header", headEnd, header.length());
    } else if (header.length() > maxBlock) {
      visitor.damaged(offset, "record-too-large", in.excerpt(0));
      in.skip(headEnd + header.length());
    } else if (isWhole(offset, headEnd, (int) header.length())) {
      int end = headEnd + (int) header.length();
      long size = size(offset, end);
      byte[] block = in.copy(headEnd, end);
      in.consume(end);
      segments.take(header.record(offset, block, size));
    }
  }

  /** Passes over a block that nobody wants, however long it is. */
  private void skipRecord(long offset, String type, int headEnd, long length) throws IOException {
    if (length <= maxBlock) {
      if (isWhole(offset, headEnd, (int) length)) {
        in.consume(headEnd + (int) length);
        visitor.skipped(type);
      }
    } else if (in.skip(headEnd + length)) {
      visitor.skipped(type);
    } else {
      visitor.damaged(offset, "warc-truncated", "");
    }
  }

  /** The index behind the empty line that ends a header, or -1. */
  private int headEnd() throws IOException {
    int line = 0;
    while (line < MAX_HEADER) {
      int end = lineEnd(line, MAX_HEADER - line);
      if (end < 0) {
        return -1;
      }
      boolean empty = end == line || (end == line + 1 && in.at(line) == '\r');
      line = end + 1;
      if (empty) {
        return line;
      }
    }
    return -1;
  }

  /**
   * Whether the block is there and followed by what follows a block; else its place is set aside
   * and consumed up to the next record.
   */
  private boolean isWhole(long offset, int headEnd, int length) throws IOException {
    int blockEnd = headEnd + length;
    if (!in.has(blockEnd)) {
      putAside(offset, "warc-truncated", headEnd);
      return false;
    }
    if (!isBoundary(blockEnd)) {
      putAside(offset, "warc-length", headEnd);
      return false;
    }
    // Looking behind the block makes the feed check the member that ends there.
    boolean last = onlyBlank(blockEnd);
    boolean broken =
        in.damage().filter(damage -> damage.reason().equals("gzip-checksum")).isPresent();
    if (last && broken) {
      putAside(offset, "gzip-checksum", blockEnd);
      return false;
    }
    return true;
  }

  /** Whether a record may end at an index: a line's end follows, a record, or nothing. */
  private boolean isBoundary(int index) throws IOException {
    if (!in.has(index + 1) || in.at(index) == '\n') {
      return true;
    }
    if (in.at(index) == '\r') {
      return !in.has(index + 2) || in.at(index + 1) == '\n';
    }
    return isRecordStart(index);
  }

  /** How much of the file a record takes whose block ends at an index. */
  private long size(long offset, int blockEnd) throws IOException {
    boolean inFile = in.isOffsetInFile();
    int index = blockEnd;
    while (inFile && in.has(index + 1) && (in.at(index) == '\r' || in.at(index) == '\n')) {
      index++;
      inFile = index - blockEnd <= BLANK_LIMIT;
    }
    return in.fileSize(offset, inFile, index);
  }

  private boolean onlyBlank(int from) throws IOException {
    for (int i = from; in.has(i + 1); i++) {
      if (i - from > BLANK_LIMIT) {
        // What follows is held in memory while it is looked at.
        return false;
      }
      if (in.at(i) != '\r' && in.at(i) != '\n') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a record begins at an index, of either format: files of both get joined. This decides
   * both where a record is read and where a search for the next one ends; were the two to differ, a
   * search could end where nothing is read.
   */
  private boolean isRecordStart(int index) throws IOException {
    return isWarcStart(index) || arcHeader(index).isPresent();
  }

  /**
   * Consumes a piece of at least one byte, up to the next record or the end of the member, and
   * reports it.
   *
   * @param reason the class of what is wrong, unless it turns out that the member is damaged
   * @param from the index to look for the next record from
   */
  private void putAside(long offset, String reason, int from) throws IOException {
    String excerpt = in.excerpt(0);
    boolean found = consumeToRecord(Math.max(from, 1));
    Optional<Damage> damage = found ? Optional.empty() : in.damage();
    visitor.damaged(offset, damage.map(Damage::reason).orElse(reason), excerpt);
    if (damage.isPresent()) {
      ended = !in.resume();
    }
  }

  private boolean consumeToRecord(int from) throws IOException {
    boolean lineStart = from > 0 && in.available() >= from && in.at(from - 1) == '\n';
    int index = from;
    while (in.has(index + 1)) {
      if ((lineStart || in.isMemberStart(index)) && isRecordStart(index)) {
        in.consume(index);
        return true;
      }
      lineStart = in.at(index) == '\n';
      index++;
      if (index > MAX_ARC_LINE) {
        in.consume(index);
        index = 0;
      }
    }
    in.consume(in.available());
    return false;
  }
}
