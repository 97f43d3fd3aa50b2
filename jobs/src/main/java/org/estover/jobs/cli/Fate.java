package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.filter.TextEdits;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.CutReader;
import org.estover.jobs.stage.CutRow;
import org.estover.jobs.stage.CutRule;
import org.estover.jobs.stage.EditRow;
import org.estover.jobs.stage.EditedDocuments;
import org.estover.jobs.stage.ExtractJob;
import org.estover.jobs.stage.RowFile;

/**
 * What became of one document, stage by stage.
 *
 * <p>Found by reading all documents of 02 with the verdicts beside them, texts left out, and where
 * none is meant all captures of 01 and all that was put aside or left out there: time grows with
 * the run, memory with what is found. Nothing of the run is changed.
 *
 * @param document {@code doc_...}, or "" for what never became a document
 * @param source "" for what was put aside
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
      fates.addAll(asides(run, wanted));
      fates.addAll(leftOut(run, wanted));
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
          Rows<EditRow> edits =
              Rows.of(file.at(EditedDocuments.folder(from).toString()), EditRow.TYPE);
          Rows<SurvivorRow> survivors = Rows.of(dedupe, SurvivorRow.TYPE);
          CutReader cuts = CutReader.open(CutReader.folder(run), file)) {
        DocumentRow document = documents.next();
        while (document != null) {
          Optional<VerdictRow> verdict = verdicts.next();
          Optional<EditRow> edit = edits.next();
          Optional<SurvivorRow> survivor = survivors.next();
          CutRow cut = cuts.next();
          String id = DocumentId.of(document.id()).toString();
          if (wanted.equals(document.uri()) || wanted.equals(id)) {
            List<String> steps = new ArrayList<>();
            steps.add(rights(document));
            if (verdict.isPresent() && !verdict.get().decision().isEmpty()) {
              steps.add(decided(document, verdict.get()));
            }
            if (verdict.isPresent()) {
              steps.add(filtered(verdict.get(), EvalFindings.heldBy(run, file, id)));
              edit.ifPresent(row -> row.edits().forEach(each -> steps.add(edited(each))));
            }
            // What an earlier stage dropped has a row in 04 only to keep the files aligned.
            if (verdict.map(VerdictRow::keep).orElse(false)) {
              if (survivor.isPresent()) {
                steps.add(deduped(survivor.get()) + standsFor(run, survivor.get(), id));
              }
              cut.cuts().forEach(each -> steps.add(cut(each)));
            }
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
        long row = 0;
        CaptureRow capture = captures.next();
        while (capture != null) {
          if (wanted.equals(capture.uri())) {
            List<String> steps = new ArrayList<>();
            String outcome = capture.outcome() + whyUnreachable(run, wanted, capture.outcome());
            steps.add("01-crawl: outcome " + outcome + ", rights " + capture.rights());
            if (run.mark(StageName.EXTRACT).isPresent()) {
              steps.add("02-extract: dropped by " + rule(run, file.at(from.toString()), row));
            }
            fates.add(new Fate("", capture.source(), capture.uri(), steps));
          }
          row++;
          capture = captures.next();
        }
      }
    }
    return fates;
  }

  /** Why the robots.txt of a page's site could not be had, if that is what became of it. */
  private static String whyUnreachable(RunFolder run, String url, String outcome)
      throws IOException {
    Optional<String> site = PageUrl.parse(url).map(PageUrl::authority);
    if (!outcome.equals("robots-unreachable") || site.isEmpty()) {
      return "";
    }
    List<JsonNode> causes = named(run, "unreachable", "site", site.get());
    // A run of an earlier version does not tell.
    return causes.isEmpty() ? "" : " (" + causes.get(0).path("cause").asText() + ")";
  }

  /** Captures whose payload is not needed are read without it, so this one is read again. */
  private static String rule(RunFolder run, Path file, long row) throws IOException {
    try (RowReader<CaptureRow> captures = RowReader.open(CaptureRow.TYPE, file)) {
      for (long i = 0; i < row; i++) {
        captures.required();
      }
      return ExtractJob.ruleAgainst(captures.required(), run.folder(StageName.EXTRACT))
          .orElse("another version of this rule");
    }
  }

  /** Pieces of input that were put aside and of which it is known what they would have been. */
  private static List<Fate> asides(RunFolder run, String wanted) throws IOException {
    return named(run, "aside", "uri", wanted).stream()
        .map(
            aside -> {
              String place = aside.path("file").asText() + " at " + aside.path("offset").asLong();
              String step = "01-crawl: put aside: " + aside.path("reason").asText() + ", " + place;
              return new Fate("", "", wanted, List.of(step));
            })
        .toList();
  }

  /** URLs that a crawl has found and not visited. */
  private static List<Fate> leftOut(RunFolder run, String wanted) throws IOException {
    return named(run, "left-out", "url", wanted).stream()
        .map(
            left -> {
              String step = "01-crawl: found and left out: " + left.path("reason").asText();
              return new Fate("", left.path("source").asText(), wanted, List.of(step));
            })
        .toList();
  }

  /** The JSON lines of a folder of 01 whose field is what is wanted. */
  private static List<JsonNode> named(RunFolder run, String folder, String field, String wanted)
      throws IOException {
    List<JsonNode> found = new ArrayList<>();
    Path from = run.folder(StageName.CRAWL).resolve(folder);
    if (wanted.isEmpty() || !Files.isDirectory(from)) {
      return found;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(from)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      try (BufferedReader lines = open(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode node = tree(from, file, line);
          if (wanted.equals(node.path(field).asText())) {
            found.add(node);
          }
        }
      }
    }
    return found;
  }

  private static BufferedReader open(Path file) throws IOException {
    return file.toString().endsWith(".gz")
        ? new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))
        : Files.newBufferedReader(file);
  }

  private static JsonNode tree(Path folder, Path file, String line) throws IOException {
    try {
      return Json.tree(line);
    } catch (IllegalArgumentException e) {
      throw CorruptRunException.of(folder, file.getFileName() + " has a line that is no JSON");
    }
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
        + (document.holder().isEmpty() ? "not stated" : document.holder())
        + (document.fetchedAt().isEmpty() ? "" : ", captured " + document.fetchedAt());
  }

  /** The decision, and what it rests on where that is no longer what was captured. */
  private static String decided(DocumentRow document, VerdictRow verdict) {
    String decision = "03-filter: decision " + verdict.decision();
    return verdict.rights().equals(document.rights())
        ? decision
        : decision + ", rights now " + verdict.rights() + " (" + verdict.rightsReason() + ")";
  }

  /** The verdict, and what parts of evaluation items the document holds. */
  private static String filtered(VerdictRow verdict, String held) {
    String fate =
        verdict.keep()
            ? "03-filter: kept"
            : "03-filter: dropped by " + verdict.rule() + ": " + verdict.reason();
    return held.isEmpty() ? fate : fate + "; it holds " + held;
  }

  /** What an edit does; of personal data only its kind and place are told. */
  private static String edited(EditRow.Edit edit) {
    String place = edit.start() + "-" + (edit.end() - 1);
    if (!edit.rule().equals(TextEdits.FILTER)) {
      return "03-filter: replaced bytes " + place + " (" + edit.rule() + ")";
    }
    int size = edit.end() - edit.start();
    int written = edit.replacement().getBytes(UTF_8).length;
    return "03-filter: its filters leave "
        + Table.counted(written, "byte")
        + " of the "
        + size
        + " from byte "
        + edit.start();
  }

  private static String deduped(SurvivorRow verdict) {
    if (verdict.keep()) {
      return "04-dedupe: kept";
    }
    if (verdict.isHeldOut()) {
      return "04-dedupe: held out for validation (held-out)";
    }
    return verdict.survivor().length == 0
        ? "04-dedupe: dropped by " + verdict.rule()
        : "04-dedupe: dropped as "
            + verdict.rule()
            + " of "
            + DocumentId.of(verdict.survivor())
            + (verdict.similarity().isEmpty() ? "" : ", similarity " + verdict.similarity());
  }

  /** In whose place a document stands, if in any. */
  private static String standsFor(RunFolder run, SurvivorRow verdict, String id)
      throws IOException {
    Path groups = run.folder(StageName.DEDUPE).resolve("groups");
    if (!verdict.stoodLast() || !Files.isDirectory(groups)) {
      return "";
    }
    int others = GroupRows.of(groups, id).size();
    return others == 0
        ? ""
        : ", in the place of "
            + Table.counted(others, "duplicate")
            + " (estover clusters "
            + id
            + ")";
  }

  private static String cut(CutRow.Cut cut) {
    return "04-dedupe: cut bytes "
        + cut.start()
        + "-"
        + (cut.end() - 1)
        + " as "
        + cut.rule().label()
        + first(cut);
  }

  private static String first(CutRow.Cut cut) {
    if (cut.isFirstKnown()) {
      return ", first in " + DocumentId.of(cut.first());
    }
    // Of passages it is never known.
    return cut.rule() == CutRule.SPAN ? "" : ", which the Bloom filter took for another one";
  }

  private static Path verdicts(RunFolder run, StageName stage, RowFile file) {
    return file.at(run.folder(stage).resolve("verdicts").toString());
  }

  /** None where the stage is still to do. */
  private static List<RowFile> files(Path folder) throws IOException {
    return Files.isDirectory(folder) ? RowFile.in(folder) : List.of();
  }
}
