package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.crawl.source.SiteFile;
import org.estover.jobs.rows.EvidenceBytes;
import org.estover.jobs.rows.EvidenceRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import scala.Tuple2;

/**
 * The evidence that 01-crawl keeps of what sites said: {@code sites}, a row for each capture of a
 * file that spoke, in a file per input, and {@code bytes}, what these files say, once by content
 * and cut by digest.
 *
 * <p>Signals say what was understood; the bytes are kept so that what is understood may change
 * without a request. No digest covers them: the same signals may be read from files that were
 * captured at another time.
 */
public final class Evidence {
  /** Its folder in 01-crawl. */
  static final String FOLDER = "evidence";

  static final String SITES = "sites";
  private static final String BYTES = "bytes";

  /** Where bytes lie until they are sealed. */
  static final String UNSORTED = "unsorted";

  private final Path folder;

  private Evidence(Path folder) {
    this.folder = folder;
  }

  /** The evidence of a run, which may be none: earlier versions kept none. */
  public static Evidence of(RunFolder run) {
    return new Evidence(run.folder(StageName.CRAWL).resolve(FOLDER));
  }

  /** Makes the bytes of all inputs one: a shuffle by digest, a file per part. */
  static void seal(Path evidence, Engine engine) throws IOException {
    Path unsorted = evidence.resolve(UNSORTED);
    if (!Files.isDirectory(unsorted)) {
      return;
    }
    String from = unsorted.toString();
    String to = Files.createDirectories(evidence.resolve(BYTES)).toString();
    List<RowFile> files = RowFile.in(unsorted);
    JavaPairRDD<byte[], byte[]> pairs = engine.pairs(files, new BytePairs(from));
    JavaPairRDD<byte[], byte[]> sorted =
        SortedPairs.sort(pairs, engine.partitions(files), SortedPairs::byPrefix);
    PartWriter writer = new PartWriter(to);
    engine.result(() -> sorted.mapPartitionsWithIndex(writer::write, false).collect());
    Leftovers.removeTree(unsorted);
  }

  /** What was put aside, by digest and kind. */
  record BytePairs(String from) implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      RowReader<EvidenceBytes> rows =
          Pull.untilTaskEnds(RowReader.open(EvidenceBytes.TYPE, file.at(from)));
      return () -> {
        EvidenceBytes row = rows.next();
        return row == null
            ? null
            : new Tuple2<>(Bytes.join(row.sha256(), Bytes.utf8(row.kind())), row.bytes());
      };
    }
  }

  /** Writes a part, also an empty one: a digest tells which of all parts has it. */
  record PartWriter(String to) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int DIGEST_SIZE = 32;

    Iterator<Integer> write(int part, Iterator<Tuple2<byte[], byte[]>> sorted) throws IOException {
      int count = 0;
      byte[] last = {};
      try (RowWriter<EvidenceBytes> rows =
          RowWriter.create(EvidenceBytes.TYPE, Path.of(to, RowFile.name(part, 0)))) {
        while (sorted.hasNext()) {
          Tuple2<byte[], byte[]> pair = sorted.next();
          byte[] sha256 = Bytes.slice(pair._1(), 0, DIGEST_SIZE);
          if (!Arrays.equals(sha256, last)) {
            byte[] kind = Bytes.slice(pair._1(), DIGEST_SIZE, pair._1().length);
            rows.write(
                new EvidenceBytes(sha256, new String(kind, StandardCharsets.UTF_8), pair._2()));
            count++;
            last = sha256;
          }
        }
        rows.commit();
      }
      FirstAttempts.fail();
      return List.of(count).iterator();
    }
  }

  /** Whether any was kept. */
  public boolean isKept() {
    return Files.isDirectory(folder.resolve(SITES));
  }

  /** Takes a row of evidence. */
  public interface Taker {
    /** Takes the row. */
    void take(EvidenceRow row) throws IOException;
  }

  /** Gives every capture that spoke, input by input. */
  public void each(Taker taker) throws IOException {
    if (!isKept()) {
      return;
    }
    Path sites = folder.resolve(SITES);
    each(sites, RowFile.in(sites), taker);
  }

  /** Gives every capture of files that spoke for these subjects, input by input. */
  public void eachOf(Set<String> subjects, Taker taker) throws IOException {
    if (!isKept()) {
      return;
    }
    Path sites = folder.resolve(SITES);
    List<RowFile> files =
        RowSearch.holding(
            sites, EvidenceRow.TYPE, row -> subjects.contains(row.subject()), "subject");
    each(
        sites,
        files,
        row -> {
          if (subjects.contains(row.subject())) {
            taker.take(row);
          }
        });
  }

  private static void each(Path sites, List<RowFile> files, Taker taker) throws IOException {
    for (RowFile file : files) {
      try (RowReader<EvidenceRow> rows =
          RowReader.open(EvidenceRow.TYPE, file.at(sites.toString()))) {
        for (EvidenceRow row = rows.next(); row != null; row = rows.next()) {
          taker.take(row);
        }
      }
    }
  }

  /** The file that has the bytes of a digest, if any has. */
  public Optional<Path> place(byte[] sha256) throws IOException {
    Path bytes = folder.resolve(BYTES);
    if (sha256.length == 0 || !Files.isDirectory(bytes)) {
      return Optional.empty();
    }
    List<RowFile> parts = RowFile.in(bytes);
    int part = SortedPairs.byPrefix(sha256, parts.size());
    return Optional.of(parts.get(part).at(bytes.toString()));
  }

  /** The bytes of a digest, if they are kept. */
  public Optional<byte[]> bytes(byte[] sha256) throws IOException {
    Optional<Path> part = place(sha256);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try (RowReader<EvidenceBytes> rows = RowReader.open(EvidenceBytes.TYPE, part.get())) {
      for (EvidenceBytes row = rows.next(); row != null; row = rows.next()) {
        if (Arrays.equals(row.sha256(), sha256)) {
          return Optional.of(row.bytes());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The license documents with these URLs that were captured, as the latest capture of each has
   * them.
   */
  SortedMap<String, byte[]> documents(SortedSet<String> urls) throws IOException {
    SortedMap<String, EvidenceRow> latest = new TreeMap<>();
    if (!urls.isEmpty()) {
      String kind = SiteFile.Kind.RSL_DOCUMENT.label();
      eachOf(
          urls,
          row -> {
            if (row.kind().equals(kind) && row.size() > 0) {
              latest.merge(row.subject(), row, Evidence::later);
            }
          });
    }
    SortedMap<String, byte[]> documents = new TreeMap<>();
    for (EvidenceRow row : latest.values()) {
      bytes(row.sha256()).ifPresent(found -> documents.put(row.subject(), found));
    }
    return documents;
  }

  private static EvidenceRow later(EvidenceRow one, EvidenceRow other) {
    return one.date().compareTo(other.date()) >= 0 ? one : other;
  }
}
