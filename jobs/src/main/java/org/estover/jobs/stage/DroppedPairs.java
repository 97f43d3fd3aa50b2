package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.crawl.source.SourceItem;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Everything that the stages 01 to 04 of a run dropped, read from their folders: pieces of input
 * that 01 put aside and that have a URI, captures that 02 made no document of, documents that 03
 * and 04 dropped.
 *
 * <p>No texts are read, and payloads only where a capture has to be extracted again to know why it
 * holds no text.
 */
final class DroppedPairs {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] NO_SURVIVOR = {};

  private DroppedPairs() {}

  /** All of them, as {@link DroppedPack} makes pairs. */
  static JavaPairRDD<byte[], byte[]> of(RunFolder run, Engine engine) throws IOException {
    Path crawl = run.folder(StageName.CRAWL);
    Path captures = crawl.resolve("captures");
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    Path filtered = run.folder(StageName.FILTER).resolve("verdicts");
    Path deduped = run.folder(StageName.DEDUPE).resolve("verdicts");
    Path aside = crawl.resolve("aside");
    return engine
        .pairs(
            RowFile.in(documents),
            new OfDocuments(documents.toString(), filtered.toString(), deduped.toString()))
        .union(
            engine.pairs(
                RowFile.in(captures), new OfCaptures(captures.toString(), documents.toString())))
        .union(engine.pairs(asides(aside), new OfAsides(aside.toString())));
  }

  private static List<AsideFile> asides(Path folder) throws IOException {
    List<AsideFile> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> listed = Files.list(folder)) {
        for (Path file : listed.sorted().toList()) {
          files.add(new AsideFile(String.valueOf(file.getFileName()), Files.size(file)));
        }
      }
    }
    return files;
  }

  /** Documents with the verdicts of 03 and 04 beside them. */
  record OfDocuments(String documents, String filtered, String deduped)
      implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;
    private static final String[] NAMES = DocumentRow.withoutText();

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      RowReader<DocumentRow> rows =
          Pull.untilTaskEnds(RowReader.open(DocumentRow.TYPE, file.at(documents), NAMES));
      RowReader<VerdictRow> verdicts =
          Pull.untilTaskEnds(RowReader.open(VerdictRow.TYPE, file.at(filtered)));
      RowReader<SurvivorRow> survivors =
          Pull.untilTaskEnds(RowReader.open(SurvivorRow.TYPE, file.at(deduped)));
      long[] number = {-1};
      return () -> {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          number[0]++;
          VerdictRow verdict = verdicts.required();
          SurvivorRow survivor = survivors.required();
          if (!verdict.keep()) {
            return DroppedPack.pair(
                StageName.FILTER,
                verdict.rule(),
                verdict.reason(),
                row,
                NO_SURVIVOR,
                file.name(),
                number[0]);
          }
          if (!survivor.keep()) {
            return DroppedPack.pair(
                StageName.DEDUPE,
                survivor.rule(),
                "",
                row,
                survivor.survivor(),
                file.name(),
                number[0]);
          }
        }
        return null;
      };
    }
  }

  /** Captures without a document in the row-aligned file of 02. */
  record OfCaptures(String captures, String documents) implements Engine.FilePairs<RowFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
      CaptureWalk walk = Pull.untilTaskEnds(new CaptureWalk(file.at(captures), file.at(documents)));
      return walk::next;
    }
  }

  /**
   * A walk along captures in step with the documents that became of them, which stand in the same
   * order.
   */
  private static final class CaptureWalk implements Closeable {
    private final Path file;
    private final Path extracted;
    private final RowReader<CaptureRow> captures;
    private final RowReader<DocumentRow> documents;
    private @Nullable RowReader<CaptureRow> payloads;
    private @Nullable DocumentRow document;
    private long number = -1;
    private long payloadsRead;

    CaptureWalk(Path captures, Path documents) throws IOException {
      this.file = captures;
      this.extracted = documents.resolveSibling("..").normalize();
      this.captures =
          RowReader.open(CaptureRow.TYPE, captures, "source", "uri", "outcome", "file", "offset");
      this.documents =
          RowReader.open(DocumentRow.TYPE, documents, "source", "uri", "file", "offset");
      document = this.documents.next();
    }

    @Nullable Tuple2<byte[], byte[]> next() throws IOException {
      for (CaptureRow row = captures.next(); row != null; row = captures.next()) {
        number++;
        if (isDocument(row)) {
          document = documents.next();
          continue;
        }
        Optional<String> rule = rule(row);
        // Two pieces of input that nothing tells apart, of which the later one has the text: what
        // is listed then is neither, for the URI is one of a document.
        if (rule.isPresent()) {
          return DroppedPack.pair(StageName.EXTRACT, rule.get(), "", row.source(), row.uri());
        }
      }
      return null;
    }

    private boolean isDocument(CaptureRow row) {
      DocumentRow next = document;
      return next != null
          && row.outcome().equals(SourceItem.OK)
          && row.offset() == next.offset()
          && row.uri().equals(next.uri())
          && row.file().equals(next.file())
          && row.source().equals(next.source());
    }

    /** The capture itself knows what went wrong with a fetch; why it holds no text, its payload. */
    private Optional<String> rule(CaptureRow row) throws IOException {
      if (!row.outcome().equals(SourceItem.OK)) {
        return Optional.of(ExtractJob.OUTCOME + row.outcome());
      }
      RowReader<CaptureRow> whole = payloads;
      if (whole == null) {
        whole = RowReader.open(CaptureRow.TYPE, file);
        payloads = whole;
      }
      for (; payloadsRead < number; payloadsRead++) {
        whole.required();
      }
      payloadsRead++;
      return ExtractJob.ruleAgainst(whole.required(), extracted);
    }

    @Override
    public void close() throws IOException {
      captures.close();
      documents.close();
      if (payloads != null) {
        payloads.close();
      }
    }
  }

  /** A file of what could not be read. */
  record AsideFile(String name, long size) implements Packs.Sized {
    private static final long serialVersionUID = 1L;
  }

  /** Pieces of input that were put aside and of which it is known what they would have been. */
  record OfAsides(String folder) implements Engine.FilePairs<AsideFile> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(AsideFile file) throws IOException {
      BufferedReader lines =
          Pull.untilTaskEnds(Files.newBufferedReader(Path.of(folder, file.name())));
      return () -> {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode aside = aside(file, line);
          String uri = aside.path("uri").asText();
          if (!uri.isEmpty()) {
            return DroppedPack.pair(StageName.CRAWL, aside.path("reason").asText(), "", "", uri);
          }
        }
        return null;
      };
    }

    private JsonNode aside(AsideFile file, String line) throws IOException {
      try {
        return JSON.readTree(line);
      } catch (JsonProcessingException e) {
        throw CorruptRunException.of(Path.of(folder), file.name() + " has a line that is no JSON");
      }
    }
  }
}
