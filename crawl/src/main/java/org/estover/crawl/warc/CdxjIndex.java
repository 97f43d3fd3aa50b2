package org.estover.crawl.warc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/**
 * An index of the captures in WARC files, by which tools such as pywb find one without reading the
 * files.
 *
 * <p>A line a capture: its {@link Surt} key, its time in 14 digits, and a JSON object with {@code
 * url}, {@code mime}, {@code status}, {@code digest}, {@code length}, {@code offset} and {@code
 * filename}, all of them strings. Lines are ASCII and sorted by their bytes, so that a binary
 * search finds a key. A revisit has the mime {@code warc/revisit}.
 *
 * <p>Memory: {@value #RUN_CHARS} characters of lines; what is more is sorted in pieces beside the
 * index and merged. Cost: the files are read once.
 */
public final class CdxjIndex {
  /** How many characters of lines are sorted at a time. */
  private static final int RUN_CHARS = 16 << 20;

  /** What a line costs beside its characters. */
  private static final int LINE_CHARS = 64;

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path index;
  private final int maxBlock;
  private final int runChars;
  private final List<String> lines = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private long chars;
  private long captures;
  private long unindexed;

  private CdxjIndex(Path index, int maxBlock, int runChars) {
    this.index = index;
    this.maxBlock = maxBlock;
    this.runChars = runChars;
  }

  /**
   * What was indexed.
   *
   * @param captures how many captures the index names
   * @param unindexed how many it does not, since they cannot be read by themselves: of a compressed
   *     file those that fill no gzip members of their own, damaged ones, and those without a URL or
   *     a date
   */
  public record Indexed(long captures, long unindexed) {}

  /** Returns the key under which the captures of a URL stand. */
  public static String key(String url) {
    return Surt.of(url);
  }

  /** Returns the name of the index beside a WARC file: {@code a.cdxj} for {@code a.warc.gz}. */
  public static String nameFor(String warc) {
    String name = warc.endsWith(".gz") ? warc.substring(0, warc.length() - 3) : warc;
    return (name.endsWith(".warc") ? name.substring(0, name.length() - 5) : name) + ".cdxj";
  }

  /** Returns where the index of a WARC file stands: beside it. */
  public static Path beside(Path warc) {
    return warc.resolveSibling(nameFor(String.valueOf(warc.getFileName())));
  }

  /**
   * Writes the index of WARC files; it is there only once it is whole.
   *
   * @param maxBlock the largest record in bytes that is read
   * @throws IOException if a file cannot be read, or the index cannot be written
   */
  public static Indexed write(List<Path> warcs, Path index, int maxBlock) throws IOException {
    return write(warcs, index, maxBlock, RUN_CHARS);
  }

  static Indexed write(List<Path> warcs, Path index, int maxBlock, int runChars)
      throws IOException {
    CdxjIndex writer = new CdxjIndex(index, maxBlock, runChars);
    return writer.made(
        () -> {
          for (Path warc : warcs) {
            writer.read(warc, String.valueOf(warc.getFileName()));
          }
        });
  }

  /**
   * Writes one index of WARC files of any folders, which names each by its place among them. Where
   * a file has its own index, that is believed; the other files are read.
   *
   * @param own where a file's own index stands, if it has one
   * @param maxBlock the largest record in bytes that is read
   */
  static Indexed gather(List<Path> warcs, UnaryOperator<Path> own, Path index, int maxBlock)
      throws IOException {
    return gather(warcs, own, index, maxBlock, RUN_CHARS);
  }

  static Indexed gather(
      List<Path> warcs, UnaryOperator<Path> own, Path index, int maxBlock, int runChars)
      throws IOException {
    CdxjIndex writer = new CdxjIndex(index, maxBlock, runChars);
    return writer.made(
        () -> {
          for (int i = 0; i < warcs.size(); i++) {
            Path warc = warcs.get(i);
            if (Files.exists(own.apply(warc))) {
              writer.copy(own.apply(warc), warc, Integer.toString(i));
            } else {
              writer.read(warc, Integer.toString(i));
            }
          }
        });
  }

  /** What finds the lines. */
  private interface Finding {
    void run() throws IOException;
  }

  private Indexed made(Finding finding) throws IOException {
    try {
      finding.run();
      finish();
      return new Indexed(captures, unindexed);
    } finally {
      for (Path run : runs) {
        Files.deleteIfExists(run);
      }
      Files.deleteIfExists(sibling("new"));
    }
  }

  private void copy(Path from, Path warc, String name) throws IOException {
    String own = String.valueOf(warc.getFileName());
    try (BufferedReader in = Files.newBufferedReader(from, StandardCharsets.ISO_8859_1)) {
      String line;
      while ((line = in.readLine()) != null) {
        Optional<IndexedCapture> capture =
            IndexedCapture.parse(line).filter(one -> one.filename().equals(own));
        if (capture.isPresent()) {
          add(capture.get().in(name));
        } else {
          unindexed++;
        }
      }
    }
  }

  private void read(Path warc, String name) throws IOException {
    WarcReader.read(
        warc,
        maxBlock,
        new WarcVisitor() {
          @Override
          public void record(WarcRecord record) throws IOException {
            if (!record.type().equals("conversion")) {
              take(record, name);
            }
          }

          @Override
          public void revisit(WarcRecord record) throws IOException {
            take(record, name);
          }

          @Override
          public void skipped(String type) {}

          @Override
          public void damaged(long offset, String reason, String excerpt) {
            unindexed++;
          }
        });
  }

  private void take(WarcRecord record, String file) throws IOException {
    if (record.size() < 0 || record.date().isEmpty() || record.uri().isEmpty()) {
      unindexed++;
      return;
    }
    add(said(record, file));
  }

  private void add(IndexedCapture capture) throws IOException {
    String line = capture.line();
    captures++;
    lines.add(line);
    chars += line.length() + LINE_CHARS;
    if (chars >= runChars) {
      Path run = sibling("run" + runs.size());
      runs.add(run);
      try (Writer out = Files.newBufferedWriter(run, StandardCharsets.US_ASCII)) {
        writeSorted(out);
      }
    }
  }

  /** The time of a capture as indexes have it. */
  static String timestamp(String instant) {
    return TIMESTAMP.format(Instant.parse(instant));
  }

  private static IndexedCapture said(WarcRecord record, String file) {
    int status = HttpMessage.status(record);
    String resource = record.type().equals("resource") ? "200" : "";
    return new IndexedCapture(
        record.uri(),
        timestamp(record.date()),
        mime(record),
        status > 0 ? Integer.toString(status) : resource,
        record.field("warc-payload-digest"),
        record.size(),
        record.offset(),
        file);
  }

  private static String mime(WarcRecord record) {
    return switch (record.type()) {
      case "revisit" -> "warc/revisit";
      case "resource" -> MediaTypes.type(record.contentType());
      default -> MediaTypes.type(HttpMessage.field(record, "Content-Type"));
    };
  }

  private void writeSorted(Writer out) throws IOException {
    lines.sort(Comparator.naturalOrder());
    for (String line : lines) {
      out.append(line).append('\n');
    }
    lines.clear();
    chars = 0;
  }

  private Path sibling(String end) {
    return index.resolveSibling("." + index.getFileName() + "." + end);
  }

  private void finish() throws IOException {
    Path unfinished = sibling("new");
    try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII)) {
      if (runs.isEmpty()) {
        writeSorted(out);
      } else {
        merge(out);
      }
    }
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        unfinished, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A sorted piece and the line of it that comes next. */
  private record Piece(String line, BufferedReader rest) {}

  private void merge(Writer out) throws IOException {
    Path last = sibling("run" + runs.size());
    runs.add(last);
    try (Writer piece = Files.newBufferedWriter(last, StandardCharsets.US_ASCII)) {
      writeSorted(piece);
    }
    List<BufferedReader> open = new ArrayList<>();
    try {
      PriorityQueue<Piece> next = new PriorityQueue<>(Comparator.comparing(Piece::line));
      for (Path run : runs) {
        BufferedReader reader = Files.newBufferedReader(run, StandardCharsets.US_ASCII);
        open.add(reader);
        queue(next, reader);
      }
      for (Piece piece = next.poll(); piece != null; piece = next.poll()) {
        out.append(piece.line).append('\n');
        queue(next, piece.rest);
      }
    } finally {
      for (BufferedReader reader : open) {
        reader.close();
      }
    }
  }

  private static void queue(PriorityQueue<Piece> next, BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line != null) {
      next.add(new Piece(line, reader));
    }
  }
}
