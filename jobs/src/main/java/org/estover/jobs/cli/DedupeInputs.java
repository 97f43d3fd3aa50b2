package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.near.HoldOut;
import org.estover.jobs.dedupe.DocumentSink;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.Judge;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.dedupe.SparkJudge;
import org.estover.jobs.dedupe.SparkParagraphs;
import org.estover.jobs.stage.DuplicateSearch;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every {@code dedupe} command reads and writes. */
final class DedupeInputs {
  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "JSONL (.gz, .zst), Parquet, a folder of them, or the folder of a run.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--base",
      paramLabel = "INPUT",
      description =
          "Documents published before: all of them stay, and kept.txt names them as well. Repeat"
              + " for more.")
  private List<Path> base = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder to write: kept.txt, removed.jsonl, report.json, what the command finds, and in"
              + " aside.jsonl where what is no record.")
  private @Nullable Path out;

  @Mixin private final RecordFields fields = new RecordFields();

  @Option(
      names = "--spark",
      description =
          "Work over Spark, as a run does, in place of one thread; the files are the same.")
  private boolean spark;

  @Mixin private final MasterOption master = new MasterOption();

  private SortedMap<String, Long> asides = new TreeMap<>();

  /** Makes the judge of a command, and says in its report how it judges. */
  interface Judging {
    Judge over(Documents documents, Results results, Map<String, Object> report) throws IOException;
  }

  /** Writes what a command finds to a folder, and says in its report how and what it found. */
  interface Work {
    void over(Documents documents, Results results, Map<String, Object> report) throws IOException;
  }

  /** Whether Spark is to do the work. */
  boolean spark() {
    return spark;
  }

  /** The judge over Spark. */
  Judge sparkJudge(Context context, Documents documents, Results results, DuplicateSearch search)
      throws IOException {
    return new SparkJudge(
        documents, search, engine(results), results.scratch(), context.progress());
  }

  /** The judge of paragraphs over Spark. */
  Judge sparkParagraphs(
      Context context,
      Documents documents,
      Results results,
      Map<String, Object> report,
      ParagraphCut cut,
      int minWords,
      double falsePositives)
      throws IOException {
    Engine engine = engine(results);
    return Arguments.checkedIo(
        () ->
            new SparkParagraphs(
                documents,
                results,
                report,
                cut,
                minWords,
                falsePositives,
                engine,
                context.progress()));
  }

  /** Spark, which has not started yet. */
  Engine engine(Results results) throws IOException {
    EngineSettings settings = Arguments.checked(() -> EngineSettings.of(master.value(), Map.of()));
    return new Engine(settings, results.scratch().resolve("spark"));
  }

  /** Reads the inputs, has them judged, and writes all files of the folder, or none. */
  int run(Context context, String command, Judging judging) throws IOException {
    return run(context, command, null, judging);
  }

  /** The same; {@code holdOut} says what is held out, null for nothing. */
  int run(Context context, String command, @Nullable HoldOut holdOut, Judging judging)
      throws IOException {
    return write(
        context,
        command,
        (documents, results, report) -> {
          try (Judge judge = judging.over(documents, results, report)) {
            SortedMap<String, Long> asides = read(context, documents, judge, results);
            report.putAll(results.report(results.write(judge.judge(), holdOut), asides));
          }
        });
  }

  /** Does the work in a folder that gets its name when all of its files are written. */
  int write(Context context, String command, Work work) throws IOException {
    Surroundings around = context.around();
    Path target = around.path(Objects.requireNonNull(out));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", command);
    int[] found = new int[1];
    NewFolder.write(
        target,
        unfinished -> {
          try (Documents documents = Documents.in(unfinished.resolve(".texts"))) {
            work.over(documents, new Results(unfinished, documents), report);
            found[0] = documents.size();
          }
          Files.writeString(unfinished.resolve("report.json"), Json.text(report) + "\n");
        });
    context.answer(told(around.shown(target), report), report);
    if (found[0] == 0) {
      around
          .err()
          .println(
              "estover: "
                  + Errors.noDocuments(asides, around.shown(target.resolve("aside.jsonl"))));
      return ExitCode.FOUND;
    }
    return ExitCode.OK;
  }

  /** Reads all documents; returns how many pieces of input were none, by reason. */
  SortedMap<String, Long> read(
      Context context, Documents documents, DocumentSink sink, Results results) throws IOException {
    try (Results.AsideLines lines = results.asides()) {
      DocumentsReader reader =
          new DocumentsReader(
              fields.mapping(),
              documents,
              sink,
              lines::add,
              () -> context.progress().start("read", "bytes", 0));
      reader.readBase(base.stream().map(context.around()::path).toList());
      reader.read(inputs.stream().map(context.around()::path).toList());
      asides = reader.asides();
      return asides;
    }
  }

  private static String told(String folder, Map<String, Object> report) {
    int width = report.keySet().stream().mapToInt(String::length).max().orElse(1);
    StringBuilder text = new StringBuilder();
    report.forEach(
        (name, value) ->
            text.append(String.format(Locale.ROOT, "%-" + width + "s  %s%n", name, shown(value))));
    if (report.get(Results.AMBIGUOUS) instanceof Integer ambiguous && ambiguous > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,d of the removed are called as one that stays, so their names do not tell them"
                  + " apart: give each record an id (--id-field)%n",
              ambiguous));
    }
    return text.append("wrote ").append(folder).append('\n').toString();
  }

  /** A value of a report as people read it. */
  static String shown(Object value) {
    if (value instanceof Map<?, ?> counts) {
      return counts.isEmpty()
          ? "none"
          : counts.entrySet().stream()
              .map(each -> each.getKey() + " " + shown(each.getValue()))
              .collect(Collectors.joining(", "));
    }
    return value instanceof Integer || value instanceof Long
        ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
        : value.toString();
  }
}
