package org.estover.tokenize.shard;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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

  private final Path file;
  private long[] ends = new long[1024];
  private int count;

  private LineEnds(Path file) {
    this.file = file;
  }

  static LineEnds open(Path file) throws IOException {
    LineEnds lines = new LineEnds(file);
    long at = 0;
    try (InputStream packed = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line, at);
        at += line.length() + 1;
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
