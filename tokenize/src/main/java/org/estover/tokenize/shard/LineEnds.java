package org.estover.tokenize.shard;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The ends in a {@code .csv.gz} of lines {@code start,end[,...]}, all in memory: 8 bytes an item,
 * and at most 2^31-9 of them. Messages count the bytes of the unpacked lines.
 */
final class LineEnds implements Ends {
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  /** A line has numbers, an id and a path; zeros by the gigabyte are packed into a megabyte. */
  private static final int LONGEST_LINE = 1 << 16;

  private final Path file;
  private long[] ends = new long[1024];
  private int count;

  private LineEnds(Path file) {
    this.file = file;
  }

  static LineEnds open(Path file) throws IOException {
    LineEnds lines = new LineEnds(file);
    byte[] line = new byte[LONGEST_LINE];
    long at = 0;
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = new BufferedInputStream(new GZIPInputStream(packed), 1 << 16)) {
      int size = 0;
      int next = in.read();
      while (next >= 0 || size > 0) {
        if (next >= 0 && next != '\n') {
          if (size == line.length) {
            throw Errors.corrupt(
                file, at, "lines of at most " + LONGEST_LINE + " bytes", "a longer one");
          }
          line[size++] = (byte) next;
        } else {
          int end = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
          lines.add(new String(line, 0, end, StandardCharsets.ISO_8859_1), at);
          at += size + 1L;
          size = 0;
        }
        next = next < 0 ? next : in.read();
      }
    } catch (EOFException | ZipException e) {
      throw Errors.corrupt(file, at, "gzip data", String.valueOf(e.getMessage()));
    }
    return lines;
  }

  private void add(String line, long at) throws IOException {
    String[] cells = line.split(",", 3);
    long start = cells.length < 2 ? -1 : number(cells[0]);
    long end = cells.length < 2 ? -1 : number(cells[1]);
    long previous = count == 0 ? 0 : ends[count - 1];
    if (start != previous || end < start) {
      String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
      throw Errors.corrupt(
          file,
          at,
          "a line \"" + previous + ",END\" of the item behind the one before",
          "\"" + shown + "\"");
    }
    if (count == LIMIT) {
      throw Errors.tooManyLines(file, at, LIMIT);
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, (int) Math.min(LIMIT, ends.length * 2L));
    }
    ends[count++] = end;
  }

  private static long number(String cell) {
    return cell.matches("[0-9]{1,18}") ? Long.parseLong(cell) : -1;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long end(long item) {
    return ends[(int) item];
  }

  @Override
  public long offset(long item) {
    return 0;
  }

  @Override
  public void close() {}
}
