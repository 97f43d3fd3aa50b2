package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.extract.Extraction;
import org.estover.crawl.extract.ItemExtractor;
import org.estover.crawl.source.SourceItem;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;

/**
 * 02-extract: from captures to documents, each with its text, its id and its license.
 *
 * <p>A capture that failed, or that holds no text, is dropped here. A license that the record or
 * the plan names wins over one that the payload names for itself. Documents with equal ids all go
 * on: they are made one in 04-dedupe, where equal things meet anyway, and after the rights rule, so
 * that a capture under a reservation cannot stand for one without.
 */
public final class ExtractJob implements Stage {
  /** How the rules begin that stand for a fetch that brought no page: an observation of 01. */
  static final String OUTCOME = "outcome-";

  @Override
  public StageName name() {
    return StageName.EXTRACT;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) {
    SortedMap<String, String> versions =
        Stage.versions("extract", "v3", Stage.BESIDE + "signals", "v1");
    versions.putAll(SourceExtractors.of(plan).versions());
    return versions;
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path captures = folder.folder(StageName.CRAWL).resolve("captures");
    Path documents = Files.createDirectories(folder.temporary(name()).resolve("documents"));
    SourceExtractors extractors = SourceExtractors.of(plan);
    extractors.write(folder.temporary(name()));
    List<RowFile> files = RowFile.in(captures);
    long total = folder.report(StageName.CRAWL).orElseThrow().unit(StageReport.BYTES).out();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      Part done =
          workplace
              .engine()
              .forEach(
                  files,
                  bar,
                  new ExtractTask(captures.toString(), documents.toString(), extractors));
      bar.advanceTo(total);
      return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
    }
  }

  /**
   * The rule by which a capture does not become a document; empty if it does.
   *
   * @param folder the folder of this stage
   */
  public static Optional<String> ruleAgainst(CaptureRow capture, Path folder) throws IOException {
    ItemExtractor extractor =
        SourceExtractors.read(folder).make().getOrDefault(capture.source(), ItemExtractor.SHIPPED);
    return ExtractTask.extract(capture, extractor) instanceof Extraction.NotText nothing
        ? Optional.of(nothing.reason())
        : Optional.empty();
  }

  record ExtractTask(String from, String to, SourceExtractors extractors)
      implements Engine.FileTask<RowFile, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(RowFile file, LongAccumulator bytes) throws IOException {
      StageReport.Tally tally = new StageReport.Tally(StageName.EXTRACT);
      RowSum rows = RowSum.ZERO;
      Map<String, ItemExtractor> made = extractors.make();
      try (RowReader<CaptureRow> captures = RowReader.open(CaptureRow.TYPE, file.at(from));
          RowWriter<DocumentRow> documents = RowWriter.create(DocumentRow.TYPE, file.at(to))) {
        for (CaptureRow row = captures.next(); row != null; row = captures.next()) {
          long size = row.payload().length;
          tally.in(StageReport.DOCUMENTS, 1).in(StageReport.BYTES, size);
          bytes.add(size);
          Extraction extraction =
              extract(row, made.getOrDefault(row.source(), ItemExtractor.SHIPPED));
          if (extraction instanceof Extraction.Extracted text) {
            DocumentRow document = document(row, text);
            documents.write(document);
            rows = rows.plus(RowSum.of(document.content()));
            count(tally, size, document.textSize());
          } else if (extraction instanceof Extraction.NotText nothing) {
            tally.dropped(nothing.reason(), StageReport.DOCUMENTS, 1);
            tally.dropped(nothing.reason(), StageReport.BYTES, size);
          } else {
            throw new AssertionError(extraction);
          }
        }
        documents.commit();
      }
      return Part.of(tally.report(), rows);
    }

    static Extraction extract(CaptureRow row, ItemExtractor extractor) {
      if (!row.outcome().equals(SourceItem.OK)) {
        return new Extraction.NotText(OUTCOME + row.outcome());
      }
      return extractor.extract(
          new SourceItem(
              row.source(),
              row.uri(),
              row.outcome(),
              row.mediaType(),
              row.charset(),
              row.payload(),
              List.of(),
              row.license(),
              row.holder(),
              row.file(),
              row.offset(),
              row.fetchedAt()));
    }

    /** A text is smaller than its payload by the markup, or larger by what decoding adds. */
    private static void count(StageReport.Tally tally, long payload, long text) {
      tally.out(StageReport.DOCUMENTS, 1).out(StageReport.BYTES, text);
      if (payload > text) {
        tally.dropped("markup", StageReport.BYTES, payload - text);
      } else {
        tally.expanded(StageReport.BYTES, text - payload);
      }
    }

    static DocumentRow document(CaptureRow row, Extraction.Extracted extracted) {
      byte[] utf8 = Bytes.utf8(extracted.text());
      byte[] sha256 = Sha256.of(utf8);
      return new DocumentRow(
          DocumentId.of(row.source(), row.uri(), sha256).bytes(),
          row.source(),
          row.uri(),
          extracted.text(),
          utf8.length,
          sha256,
          row.license().isEmpty() ? extracted.license() : row.license(),
          row.holder(),
          row.signals(),
          row.rights(),
          row.rightsReason(),
          row.offer(),
          row.fetchedAt(),
          row.file(),
          row.offset());
    }
  }
}
