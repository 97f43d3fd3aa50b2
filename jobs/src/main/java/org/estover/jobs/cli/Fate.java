package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;

/**
 * What became of one document, stage by stage.
 *
 * <p>Found by reading the run's columns from the first file to the last, in one pass and constant
 * memory; nothing of the run is changed.
 *
 * @param document {@code doc_...}, or "" for a capture that never became a document
 * @param steps one line per stage, in order
 */
record Fate(String document, String source, String uri, List<String> steps) {
  Fate {
    steps = List.copyOf(steps);
  }

  /** The fates of all documents whose id or URI is {@code wanted}, then of all such captures. */
  static List<Fate> of(RunFolder run, String wanted) throws IOException {
    List<Fate> fates = new ArrayList<>(documents(run, wanted));
    if (fates.isEmpty()) {
      fates.addAll(captures(run, wanted));
    }
    return fates;
  }

  private static List<Fate> documents(RunFolder run, String wanted) throws IOException {
    List<Fate> fates = new ArrayList<>();
    for (Path file : files(run.folder(StageName.EXTRACT).resolve("documents"))) {
      Path filter = beside(run, StageName.FILTER, file);
      Path dedupe = beside(run, StageName.DEDUPE, file);
      try (RowReader<DocumentRow> documents =
              RowReader.open(DocumentRow.TYPE, file, DocumentRow.withoutText());
          Rows<VerdictRow> verdicts = Rows.of(filter, VerdictRow.TYPE);
          Rows<SurvivorRow> survivors = Rows.of(dedupe, SurvivorRow.TYPE)) {
        DocumentRow document = documents.next();
        while (document != null) {
          List<String> steps = new ArrayList<>();
          steps.add(rights(document));
          verdicts.next().map(Fate::filtered).ifPresent(steps::add);
          survivors.next().map(Fate::deduped).ifPresent(steps::add);
          String id = name(document.id());
          if (wanted.equals(id) || wanted.equals(document.uri())) {
            fates.add(new Fate(id, document.source(), document.uri(), steps));
          }
          document = documents.next();
        }
      }
    }
    return fates;
  }

  private static List<Fate> captures(RunFolder run, String wanted) throws IOException {
    List<Fate> fates = new ArrayList<>();
    for (Path file : files(run.folder(StageName.CRAWL).resolve("captures"))) {
      try (RowReader<CaptureRow> captures =
          RowReader.open(
              CaptureRow.TYPE, file, "source", "uri", "outcome", "rights", "rights_reason")) {
        CaptureRow capture = captures.next();
        while (capture != null) {
          if (wanted.equals(capture.uri())) {
            fates.add(
                new Fate(
                    "",
                    capture.source(),
                    capture.uri(),
                    List.of(
                        "01-crawl: outcome " + capture.outcome() + ", rights " + capture.rights(),
                        "02-extract: no document came of it")));
          }
          capture = captures.next();
        }
      }
    }
    return fates;
  }

  private static String rights(DocumentRow document) {
    String license = document.license().isEmpty() ? "none stated" : document.license();
    return "01-crawl: rights "
        + document.rights()
        + " ("
        + document.rightsReason()
        + "), license "
        + license
        + ", holder "
        + (document.holder().isEmpty() ? "not stated" : document.holder());
  }

  private static String filtered(VerdictRow verdict) {
    return verdict.keep()
        ? "03-filter: kept"
        : "03-filter: dropped by " + verdict.rule() + ": " + verdict.reason();
  }

  private static String deduped(SurvivorRow verdict) {
    if (verdict.keep()) {
      return "04-dedupe: kept";
    }
    return verdict.survivor().length == 0
        ? "04-dedupe: " + verdict.rule()
        : "04-dedupe: dropped as " + verdict.rule() + " of " + name(verdict.survivor());
  }

  private static String name(byte[] id) {
    return "doc_" + HexFormat.of().formatHex(id);
  }

  private static Path beside(RunFolder run, StageName stage, Path file) {
    return run.folder(stage).resolve("verdicts").resolve(file.getFileName());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}
