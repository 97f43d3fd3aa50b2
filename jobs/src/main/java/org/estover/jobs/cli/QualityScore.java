package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.estover.crawl.quality.MinimumScore;
import org.estover.crawl.quality.ParetoNoise;
import org.estover.crawl.quality.QualityModel;
import org.estover.crawl.quality.Scorer;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "score",
    description =
        "Scores documents by one label of a model: of \"quality train\", or of \"fasttext"
            + " supervised\" (.bin, .ftz), which scores as fastText does.")
final class QualityScore implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "JSONL (.gz, .zst), Parquet, a folder of them, or the folder of a run, of which what"
              + " 03-filter kept is read.")
  private List<Path> inputs = List.of();

  @Option(names = "--model", required = true, paramLabel = "MODEL", description = "The model.")
  private @Nullable Path model;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      defaultValue = QualityModel.HIGH_QUALITY,
      description = "The label whose probability is the score (default: ${DEFAULT-VALUE}).")
  private String label = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "JSONL to write (.gz, .zst), a line a document in the order of reading: id, score, and keep where"
              + " --min or --pareto asks. What is no record is told of beside it, in"
              + " NAME.aside.jsonl.")
  private @Nullable Path out;

  @Option(
      names = "--keep",
      paramLabel = "SHARE",
      description =
          "Says which score keeps this share of the documents, for --min or a plan; DCLM keeps"
              + " 0.1.")
  private @Nullable Double share;

  @Option(
      names = "--min",
      paramLabel = "SCORE",
      description = "Keeps documents of this score or more.")
  private @Nullable BigDecimal min;

  @Option(
      names = "--pareto",
      paramLabel = "ALPHA",
      description =
          "Keeps documents where a random number of Pareto's exceeds one minus the score, as The"
              + " Pile does with 9; a document's number follows from its id.")
  private @Nullable Double alpha;

  @Mixin private final RecordFields fields = new RecordFields();

  QualityScore(Surroundings around) {
    this.context = new Context(around);
  }

  /** Whether a document stays. */
  private interface Keep {
    boolean keeps(String id, double score);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    if (min != null && alpha != null) {
      throw Errors.neverWith("--min", "--pareto");
    }
    if (share != null && !(share > 0 && share <= 1)) {
      throw Errors.noShare("--keep", share);
    }
    Keep keep = keep();
    QualityModel opened = QualityModel.open(Arguments.file(around, Objects.requireNonNull(model)));
    Scorer scorer = Arguments.checked(() -> opened.scorer(label));
    Path scores = around.path(Objects.requireNonNull(out));
    ScoreTally tally = new ScoreTally();
    try (NewFiles files = new NewFiles()) {
      Path lines = files.create(scores);
      Path asideFile = DocumentLines.beside(scores, ".aside.jsonl");
      Path aside = files.create(asideFile);
      SortedMap<String, Long> asides;
      try (Results.AsideLines none = new Results.AsideLines(aside);
          JsonGenerator json = JSON.createGenerator(DocumentLines.writer(lines, scores))) {
        json.setRootValueSeparator(null);
        asides = read(scorer, keep, tally, none, json);
      }
      List<Path> wrote = files.commit();
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("model", opened.description());
      report.put("modelSha256", opened.sha256());
      report.put("algorithm", opened.algorithm());
      report.put("label", label);
      report.putAll(tally.report(share));
      report.put("aside", asides);
      report.put("files", wrote.stream().map(around::shown).toList());
      String people =
          opened.description()
              + "\nscores are those of "
              + label
              + "\n\n"
              + tally.text(share)
              + (asides.isEmpty() ? "" : "aside: " + DedupeInputs.shown(asides) + "\n")
              + context.wrote(wrote);
      context.answer(people, report);
      if (tally.documents() == 0) {
        around.err().println("estover: " + Errors.noDocuments(asides, around.shown(asideFile)));
        return ExitCode.FOUND;
      }
      return ExitCode.OK;
    }
  }

  private @Nullable Keep keep() throws UsageException {
    BigDecimal least = min;
    if (least != null) {
      MinimumScore minimum = Arguments.checked(() -> MinimumScore.of(least));
      return (id, score) -> minimum.keeps(score);
    }
    Double shape = alpha;
    if (shape != null) {
      return Arguments.checked(() -> new ParetoNoise(shape))::keeps;
    }
    return null;
  }

  private SortedMap<String, Long> read(
      Scorer scorer,
      @Nullable Keep keep,
      ScoreTally tally,
      Results.AsideLines none,
      JsonGenerator json)
      throws IOException {
    DocumentsReader reader =
        new DocumentsReader(
            fields.mapping(),
            (name, priority, id, url, text, utf8) -> {
              String called = name.isEmpty() ? id.toString() : name;
              double score = scorer.score(utf8, 0, utf8.length);
              json.writeStartObject();
              json.writeStringField("id", called);
              json.writeFieldName("score");
              json.writeNumber(MinimumScore.decimal(score));
              if (keep == null) {
                tally.add(score);
              } else {
                boolean stays = keep.keeps(called, score);
                json.writeBooleanField("keep", stays);
                tally.add(score, stays);
              }
              json.writeEndObject();
              json.writeRaw('\n');
            },
            none::add,
            () -> context.progress().start("score", "bytes", 0));
    reader.read(inputs.stream().map(context.around()::path).toList());
    return reader.asides();
  }
}
