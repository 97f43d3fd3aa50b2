package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.decision.Decision;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the rights of all documents of a run once more, on another basis, and tells what
 * would change. It reads what 02 and 03 wrote and what 01 kept, asks nobody, and writes nothing
 * into the run.
 *
 * <p>A task per pack of files. Memory: a row, what a {@link Decider} remembers, and the first few
 * changes of each file.
 */
public final class Redecision {
  private static final int SHOWN = 10;
  private static final String ARROW = " > ";

  private Redecision() {}

  /**
   * A document whose verdict changes.
   *
   * @param kept whether 03-filter has kept it until now
   * @param reason what the verdict after rests on
   */
  public record Change(
      String document,
      String url,
      String source,
      boolean kept,
      String before,
      String after,
      String decisionBefore,
      String decisionAfter,
      String reason)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What a file, or a run, would become.
   *
   * @param counts documents by verdict before and after: {@code allowed > denied}
   * @param kept of those whose verdict changes, how many 03-filter has kept until now
   * @param first the first changes, in the order of the run's documents
   */
  public record Outcome(SortedMap<String, Long> counts, long kept, List<Change> first)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Nothing was decided. */
    static final Outcome NOTHING = new Outcome(new TreeMap<>(), 0, List.of());

    public Outcome {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
      first = List.copyOf(first);
    }

    Outcome plus(Outcome other) {
      TreeMap<String, Long> sum = new TreeMap<>(counts);
      other.counts.forEach((key, count) -> sum.merge(key, count, Math::addExact));
      List<Change> changes = new ArrayList<>(first);
      changes.addAll(other.first);
      return new Outcome(
          sum, kept + other.kept, changes.subList(0, Math.min(SHOWN, changes.size())));
    }

    /** How many documents have one verdict before and the other after. */
    public long count(String before, String after) {
      return counts.getOrDefault(before + ARROW + after, 0L);
    }

    /** How many documents were decided about. */
    public long documents() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them have another verdict after. */
    public long changed() {
      long changed = 0;
      for (var count : counts.entrySet()) {
        String[] sides = count.getKey().split(ARROW, -1);
        changed += sides[0].equals(sides[1]) ? 0 : count.getValue();
      }
      return changed;
    }
  }

  /**
   * Decides about all documents.
   *
   * @param out a folder for a file of changes per file of documents that has any; null if nobody
   *     wants them
   */
  public static Outcome of(
      RunFolder run, DecisionBasis basis, Engine engine, Progress progress, @Nullable Path out)
      throws IOException {
    String documents = run.folder(StageName.EXTRACT).resolve("documents").toString();
    String verdicts = run.folder(StageName.FILTER).resolve("verdicts").toString();
    List<RowFile> files = RowFile.in(Path.of(verdicts));
    List<List<RowFile>> packs = engine.packs(files);
    long total = run.report(StageName.FILTER).orElseThrow().unit(StageReport.DOCUMENTS).in();
    Task task = new Task(documents, verdicts, out == null ? "" : out.toString(), basis);
    Outcome outcome = Outcome.NOTHING;
    try (Progress.Bar bar = progress.start("documents decided", StageReport.DOCUMENTS, total)) {
      for (Outcome part : engine.map(packs, bar, task)) {
        outcome = outcome.plus(part);
      }
      bar.advanceTo(total);
    }
    return outcome;
  }

  /** Decides about the documents of some files. */
  record Task(String documents, String verdicts, String out, DecisionBasis basis)
      implements Engine.FileTask<List<RowFile>, Outcome> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public Outcome run(List<RowFile> pack, LongAccumulator done) throws IOException {
      Decider decider = new Decider(basis);
      Outcome outcome = Outcome.NOTHING;
      for (RowFile file : pack) {
        outcome = outcome.plus(decide(file, decider, done));
      }
      return outcome;
    }

    private Outcome decide(RowFile file, Decider decider, LongAccumulator done) throws IOException {
      TreeMap<String, Long> counts = new TreeMap<>();
      List<Change> first = new ArrayList<>();
      long kept = 0;
      try (RowReader<DocumentRow> rows =
              RowReader.open(
                  DocumentRow.TYPE,
                  file.at(documents),
                  "id",
                  "source",
                  "uri",
                  "license",
                  "signals");
          RowReader<VerdictRow> judged =
              RowReader.open(VerdictRow.TYPE, file.at(verdicts), "keep", "rule", "decision");
          ChangeFile changes = new ChangeFile(file)) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          VerdictRow verdict = judged.required();
          String before = FilterJob.verdictOf(verdict);
          Decision decision = decider.decide(row.uri(), row.signals(), row.license());
          String after = decision.verdict().name();
          counts.merge(before + ARROW + after, 1L, Long::sum);
          done.add(1);
          if (!before.equals(after)) {
            Change change = change(row, verdict, before, decision);
            kept += verdict.keep() ? 1 : 0;
            changes.write(change);
            if (first.size() < SHOWN) {
              first.add(change);
            }
          }
        }
        changes.commit();
      }
      return new Outcome(counts, kept, first);
    }

    private static Change change(
        DocumentRow row, VerdictRow verdict, String before, Decision decision) {
      RightsVerdict after = decision.verdict();
      return new Change(
          DocumentId.of(row.id()).toString(),
          row.uri(),
          row.source(),
          verdict.keep(),
          before,
          after.name(),
          verdict.decision(),
          decision.id(),
          after.reason());
    }

    /**
     * The changes of one file of documents, one JSON object a line; absent where there are none.
     */
    private final class ChangeFile implements AutoCloseable {
      private final String name;
      private @Nullable Path unfinished;
      private @Nullable JsonGenerator lines;

      ChangeFile(RowFile file) {
        name = file.name().replace(".parquet", ".jsonl");
      }

      void write(Change change) throws IOException {
        if (out.isEmpty()) {
          return;
        }
        JsonGenerator json = lines;
        if (json == null) {
          Path file = Path.of(out, "." + name + "." + UUID.randomUUID());
          OutputStream bytes = Files.newOutputStream(file);
          json = JSON.createGenerator(bytes);
          json.setRootValueSeparator(null);
          unfinished = file;
          lines = json;
        }
        json.writeStartObject();
        json.writeStringField("document", change.document());
        json.writeStringField("url", change.url());
        json.writeStringField("source", change.source());
        json.writeBooleanField("kept", change.kept());
        json.writeStringField("before", change.before());
        json.writeStringField("after", change.after());
        json.writeStringField("decisionBefore", change.decisionBefore());
        json.writeStringField("decisionAfter", change.decisionAfter());
        json.writeStringField("reason", change.reason());
        json.writeEndObject();
        json.writeRaw('\n');
      }

      void commit() throws IOException {
        close();
        if (unfinished != null) {
          Files.move(unfinished, Path.of(out, name), StandardCopyOption.ATOMIC_MOVE);
        }
      }

      @Override
      public void close() throws IOException {
        if (lines != null) {
          lines.close();
          lines = null;
        }
      }
    }
  }
}
