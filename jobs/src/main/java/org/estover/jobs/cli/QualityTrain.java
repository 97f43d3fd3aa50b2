package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.crawl.quality.Evaluation;
import org.estover.crawl.quality.QualityTrainer;
import org.estover.crawl.quality.StrongNgram;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.run.ByteSize;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description =
        "Learns a model from examples of good texts and of others. The same texts and options give"
            + " the same bytes, in whatever order the texts come.")
final class QualityTrain implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(
      names = "--positive",
      required = true,
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Good texts: JSONL (.gz, .zst), Parquet, a folder of them, or that of a run.")
  private List<Path> positive = List.of();

  @Option(
      names = "--negative",
      required = true,
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Other texts, for example any pages of the web.")
  private List<Path> negative = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "File to write. What is no record is told of beside it, in MODEL.aside.jsonl.")
  private @Nullable Path out;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "2",
      description = "Most words of an n-gram, 1 to 3 (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--bits",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Bits of a bucket's number, 10 to 28; a model has 4 bytes for each of 2^N buckets,"
              + " and training takes 24 (default: ${DEFAULT-VALUE}).")
  private int bits;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Passes over the texts (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      defaultValue = "2",
      description = "How far one text moves the weights (default: ${DEFAULT-VALUE}).")
  private Double rate = 2.0;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the texts that are not learned from, but tell how well that went (default:"
              + " ${DEFAULT-VALUE}).")
  private Double heldOut = 0.1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Seed of the order of texts and of which are held out (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--most",
      paramLabel = "SIZE",
      defaultValue = "128MiB",
      description =
          "Texts of each side to hold in memory, with 200 bytes for each; of more a sample is taken"
              + " (default: ${DEFAULT-VALUE}).")
  private String most = "";

  @Mixin private final RecordFields fields = new RecordFields();

  QualityTrain(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    QualityTrainer trainer =
        Arguments.checked(
            () ->
                new QualityTrainer(
                    new QualityTrainer.Settings(
                        words, bits, epochs, rate, heldOut, seed, ByteSize.parse(most))));
    Path model = around.path(Objects.requireNonNull(out));
    try (NewFiles files = new NewFiles()) {
      Path written = files.create(model);
      Path aside = files.create(model.resolveSibling(model.getFileName() + ".aside.jsonl"));
      SortedMap<String, Long> asides = new TreeMap<>();
      try (Results.AsideLines none = new Results.AsideLines(aside)) {
        read(trainer, true, positive, none).forEach((why, n) -> asides.merge(why, n, Long::sum));
        read(trainer, false, negative, none).forEach((why, n) -> asides.merge(why, n, Long::sum));
      }
      QualityTrainer.Training training = train(trainer);
      training.model().write(written);
      List<Path> wrote = files.commit();
      String people =
          text(trainer, training)
              + (asides.isEmpty() ? "" : "aside: " + DedupeInputs.shown(asides) + "\n")
              + context.wrote(wrote);
      Map<String, Object> report = report(trainer, training);
      report.put("aside", asides);
      report.put("files", wrote.stream().map(around::shown).toList());
      context.answer(people, report);
      return ExitCode.OK;
    }
  }

  private SortedMap<String, Long> read(
      QualityTrainer trainer, boolean isPositive, List<Path> inputs, Results.AsideLines none)
      throws IOException {
    DocumentsReader reader =
        new DocumentsReader(
            fields.mapping(),
            (name, priority, id, url, text, utf8) -> trainer.add(isPositive, utf8),
            none::add,
            () -> context.progress().start(isPositive ? "positive" : "negative", "bytes", 0));
    reader.read(inputs.stream().map(context.around()::path).toList());
    return reader.asides();
  }

  private QualityTrainer.Training train(QualityTrainer trainer) throws UsageException {
    try (Progress.Bar bar = context.progress().start("train", "bytes", 0)) {
      return Arguments.checked(() -> trainer.train(bar::advance));
    }
  }

  private static String text(QualityTrainer trainer, QualityTrainer.Training training) {
    Evaluation heldOut = training.heldOut();
    StringBuilder text = new StringBuilder(training.model().description()).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "read %,d positive and %,d negative texts%s%s%n%n",
            trainer.read(true),
            trainer.read(false),
            training.inBoth() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d of both sides are left out", training.inBoth()),
            training.isSample() ? "; of more than --most holds a sample was taken" : ""));
    Table table = new Table().row("texts", "positive", "negative", "accuracy", "AUC");
    row(table, "held out", heldOut);
    row(table, "learned from", training.learned());
    text.append(table);
    text.append(
        String.format(
            Locale.ROOT,
            "calibration of those held out: scores are %.3f off on average%s%n",
            heldOut.calibrationError(),
            promises(heldOut)));
    text.append("\nn-grams that raise scores\n").append(ngrams(training.speakFor()));
    text.append("\nn-grams that lower scores\n").append(ngrams(training.speakAgainst()));
    return text.append('\n').toString();
  }

  /** What the highest scores promise, and what they hold. */
  private static String promises(Evaluation heldOut) {
    Evaluation.Bin top = heldOut.bins().get(heldOut.bins().size() - 1);
    return top.texts() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; from %.1f on the mean is %.3f, and %.3f are positive",
            top.from(),
            top.meanScore(),
            top.positiveShare());
  }

  private static void row(Table table, String texts, Evaluation evaluation) {
    table.row(
        texts,
        evaluation.positive(),
        evaluation.negative(),
        String.format(Locale.ROOT, "%.4f", evaluation.accuracy()),
        String.format(Locale.ROOT, "%.4f", evaluation.auc()));
  }

  private static Table ngrams(List<StrongNgram> ngrams) {
    Table table = new Table().row("n-gram", "effect", "weight", "positive", "negative");
    for (StrongNgram ngram : ngrams) {
      table.row(
          "\"" + ngram.text() + "\"",
          String.format(Locale.ROOT, "%.4f", ngram.effect()),
          String.format(Locale.ROOT, "%.2f", ngram.weight()),
          ngram.positive(),
          ngram.negative());
    }
    return table;
  }

  private static Map<String, Object> report(
      QualityTrainer trainer, QualityTrainer.Training training) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("tokenization", training.model().algorithm());
    report.put("sha256", training.model().sha256());
    report.put("positive", trainer.read(true));
    report.put("negative", trainer.read(false));
    report.put("inBoth", training.inBoth());
    report.put("sample", training.isSample());
    report.put("heldOut", evaluation(training.heldOut()));
    report.put("learned", evaluation(training.learned()));
    report.put("raise", data(training.speakFor()));
    report.put("lower", data(training.speakAgainst()));
    return report;
  }

  private static Map<String, Object> evaluation(Evaluation evaluation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("positive", evaluation.positive());
    data.put("negative", evaluation.negative());
    data.put("accuracy", evaluation.accuracy());
    data.put("auc", evaluation.auc());
    data.put("calibrationError", evaluation.calibrationError());
    List<Map<String, Object>> bins = new ArrayList<>();
    for (Evaluation.Bin bin : evaluation.bins()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("from", bin.from());
      each.put("texts", bin.texts());
      each.put("meanScore", bin.meanScore());
      each.put("positiveShare", bin.positiveShare());
      bins.add(each);
    }
    data.put("bins", bins);
    return data;
  }

  private static List<Map<String, Object>> data(List<StrongNgram> ngrams) {
    List<Map<String, Object>> data = new ArrayList<>();
    for (StrongNgram ngram : ngrams) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("ngram", ngram.text());
      each.put("effect", ngram.effect());
      each.put("weight", ngram.weight());
      each.put("positive", ngram.positive());
      each.put("negative", ngram.negative());
      data.add(each);
    }
    return data;
  }
}
