package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.RowFile;

/**
 * What became of one document, stage by stage.
 *
 * <p>Found by reading all documents of 02 with the verdicts beside them, texts left out, and where
 * none is meant all captures of 01: time grows with the run, memory with what is found. Nothing of
 * the run is changed.
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
    Path from = run.folder(StageName.EXTRACT).resolve("documents");
    for (RowFile file : files(from)) {
      Path filter = verdicts(run, StageName.FILTER, file);
      Path dedupe = verdicts(run, StageName.DEDUPE, file);
      try (RowReader<DocumentRow> documents =
              RowReader.open(
                  DocumentRow.TYPE, file.at(from.toString()), DocumentRow.withoutText());
          Rows<VerdictRow> verdicts = Rows.of(filter, VerdictRow.TYPE);
          Rows<SurvivorRow> survivors = Rows.of(dedupe, SurvivorRow.TYPE)) {
        DocumentRow document = documents.next();
        while (document != null) {
          Optional<VerdictRow> verdict = verdicts.next();
          Optional<SurvivorRow> survivor = survivors.next();
          String id = DocumentId.of(document.id()).toString();
          if (wanted.equals(document.uri()) || wanted.equals(id)) {
            List<String> steps = new ArrayList<>();
            steps.add(rights(document));
            verdict.map(Fate::filtered).ifPresent(steps::add);
            survivor.map(Fate::deduped).ifPresent(steps::add);
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
    Path from = run.folder(StageName.CRAWL).resolve("captures");
    for (RowFile file : files(from)) {
      try (RowReader<CaptureRow> captures =
          RowReader.open(
              CaptureRow.TYPE, file.at(from.toString()), "source", "uri", "outcome", "rights")) {
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
        : "04-dedupe: dropped as " + verdict.rule() + " of " + DocumentId.of(verdict.survivor());
  }

  private static Path verdicts(RunFolder run, StageName stage, RowFile file) {
    return file.at(run.folder(stage).resolve("verdicts").toString());
  }

  /** None where the stage is still to do. */
  private static List<RowFile> files(Path folder) throws IOException {
    return Files.isDirectory(folder) ? RowFile.in(folder) : List.of();
  }
}
