package org.estover.crawl.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WARC files of any folders under one index: captures are found by their URL, and for a revisit
 * record the capture whose payload it stands for; thread-safe.
 *
 * <p>What the index says is held against the record that stands there; where they differ nothing is
 * found. Memory: the capture that is looked at. Cost: some thirty reads in the index, and one of
 * each capture of the URL.
 */
public final class WarcCollection implements Closeable {
  private static final String OK = "200";
  private static final String INDEX = "captures.cdxj";
  private static final String NAMES = "files";
  private static final Pattern RECORD_ID = Pattern.compile("<?(urn:uuid:[0-9A-Fa-f-]{36})>?");

  private final CdxjFile index;
  private final List<Path> warcs;

  private WarcCollection(CdxjFile index, List<Path> warcs) {
    this.index = index;
    this.warcs = warcs;
  }

  /**
   * Makes the index of WARC files.
   *
   * @param folder where it is made; the collection is there once it is whole
   * @param own where a file's own index stands, which is believed; a file that has none is read
   * @param maxBlock the largest record in bytes that is read
   */
  public static void create(Path folder, List<Path> warcs, UnaryOperator<Path> own, int maxBlock)
      throws IOException {
    Files.createDirectories(folder);
    CdxjIndex.gather(warcs, own, folder.resolve(INDEX), maxBlock);
    List<String> names =
        warcs.stream().map(warc -> warc.toAbsolutePath().toUri().toString()).toList();
    Path unfinished = folder.resolve(NAMES + ".unfinished");
    Files.write(unfinished, names, UTF_8);
    Files.move(unfinished, folder.resolve(NAMES), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a collection was made in a folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAMES));
  }

  /** Opens a collection that was made in a folder. */
  public static WarcCollection open(Path folder) throws IOException {
    List<Path> warcs = new ArrayList<>();
    for (String name : Files.readAllLines(folder.resolve(NAMES))) {
      warcs.add(Path.of(URI.create(name)));
    }
    return new WarcCollection(CdxjFile.open(folder.resolve(INDEX)), List.copyOf(warcs));
  }

  /**
   * A capture, and the record that holds its payload.
   *
   * @param capture of a revisit its own fields with the payload that it stands for
   */
  public record Held(Capture capture, CaptureReference reference) {}

  /**
   * The last answer of status 200 to a URL that was whole, if there is one of at most so many
   * bytes.
   */
  public Optional<Held> latest(String url, int maxBytes) throws IOException {
    List<IndexedCapture> captures = index.of(url);
    for (int i = captures.size() - 1; i >= 0; i--) {
      IndexedCapture indexed = captures.get(i);
      if (indexed.isRevisit() || indexed.status().equals(OK)) {
        Optional<WarcRecord> record = record(indexed);
        if (record.isPresent()) {
          Optional<Held> held =
              indexed.isRevisit() ? of(record.get(), maxBytes) : read(record.get(), maxBytes);
          if (held.filter(WarcCollection::isWhole).isPresent()) {
            return held;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isWhole(Held held) {
    Capture capture = held.capture();
    return capture.whole() && Integer.toString(capture.status()).equals(OK);
  }

  /**
   * What a revisit record stands for: the capture that it names by its id, one of the URL that it
   * names with the same digest of the payload, or, where it has neither, the one of its date.
   */
  public Optional<Held> of(WarcRecord revisit, int maxBytes) throws IOException {
    String id = id(revisit.field("warc-refers-to"));
    String digest = revisit.field("warc-payload-digest");
    String date = WarcHeader.instant(revisit.field("warc-refers-to-date"));
    String time =
        id.isEmpty() && digest.isEmpty() && !date.isEmpty() ? CdxjIndex.timestamp(date) : "";
    String named = WarcHeader.uri(revisit.field("warc-refers-to-target-uri"));
    for (IndexedCapture indexed : index.of(named.isEmpty() ? revisit.uri() : named)) {
      if (indexed.isRevisit()) {
        continue;
      }
      boolean same =
          (!digest.isEmpty() && digest.equals(indexed.digest()))
              || time.equals(indexed.timestamp());
      Optional<Held> held =
          record(indexed)
              .filter(record -> same || isNamed(record, id))
              .flatMap(record -> read(record, maxBytes));
      if (held.isPresent()) {
        Capture capture = Capture.ofRevisit(revisit, held.get().capture());
        return Optional.of(new Held(capture, held.get().reference()));
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(WarcRecord record, String id) {
    return !id.isEmpty() && id.equals(id(record.field("warc-record-id")));
  }

  /** The record of a capture; empty where the file is not what the index says. */
  private Optional<WarcRecord> record(IndexedCapture capture) {
    try {
      Path file = warcs.get(Integer.parseInt(capture.filename()));
      long end = Math.addExact(capture.offset(), capture.length());
      WarcRecord record = new WarcStretch(file, capture.offset(), end).first();
      boolean right =
          record.uri().equals(capture.url())
              && record.type().equals("revisit") == capture.isRevisit();
      return right ? Optional.of(record) : Optional.empty();
    } catch (IOException | ArithmeticException e) {
      // Who looks for a capture does without it, or says what is missing.
      return Optional.empty();
    }
  }

  private static Optional<Held> read(WarcRecord record, int maxBytes) {
    if (record.type().equals("response")
        && Capture.of(record, maxBytes) instanceof Capture capture
        && capture.body().length <= maxBytes) {
      String id = id(record.field("warc-record-id"));
      String digest = Digests.sha256(capture.body());
      return Optional.of(
          new Held(capture, new CaptureReference(id, record.uri(), record.date(), digest)));
    }
    return Optional.empty();
  }

  private static String id(String written) {
    Matcher id = RECORD_ID.matcher(written);
    return id.matches() ? id.group(1) : "";
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
