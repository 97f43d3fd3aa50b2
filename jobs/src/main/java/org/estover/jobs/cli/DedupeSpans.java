package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.dedupe.LocalSpans;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.dedupe.SpanFinder;
import org.estover.jobs.dedupe.SparkSpans;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "spans",
    description = {
      "Finds passages that occur more than once, byte for byte, within documents and among them.",
      "Writes spans.jsonl: what to cut, as bytes of a text's UTF-8, in whole characters. The"
          + " occurrence in the smallest (priority, id) is the first. A document of which nothing is"
          + " left is removed.",
      "In report.json, marked_bytes counts the texts in the order of reading as one, each followed"
          + " by two line feeds: the figure of deduplicate-text-datasets. With --spark it counts"
          + " passages within documents only.",
      "Without --spark all texts are in memory: give Java five bytes per byte of text."
    })
final class DedupeSpans implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final DedupeInputs inputs = new DedupeInputs();

  @Option(
      names = "--min-bytes",
      paramLabel = "K",
      defaultValue = "100",
      description = "Least length of a passage, in bytes of UTF-8 (default: ${DEFAULT-VALUE}).")
  private int minBytes;

  @Option(
      names = "--mode",
      paramLabel = "keep-one|remove-all",
      defaultValue = "keep-one",
      description =
          "Cut all occurrences but the first, or all of them (default: ${DEFAULT-VALUE}).")
  private String mode = "";

  @Option(
      names = "--concatenated",
      description =
          "Cut what is marked in the one text: passages may reach over the ends of documents, and"
              + " the occurrence that was read first is the first.")
  private boolean concatenated;

  DedupeSpans(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (concatenated && inputs.spark()) {
      throw Errors.concatenatedOverSpark();
    }
    SpanConfig config = Arguments.checked(() -> new SpanConfig(minBytes));
    SpanMode chosen = mode();
    return inputs.write(
        context,
        "spans",
        (documents, results, report) -> {
          report.put("spans_by", RepeatedSpans.VERSION);
          report.put("min_bytes", config.minBytes());
          report.put("mode", label(chosen));
          report.put("marked_in", inputs.spark() ? "documents" : "one text");
          report.put("cut_in", concatenated ? "one text" : "documents");
          find(config, chosen, documents, results, report);
        });
  }

  private void find(
      SpanConfig config,
      SpanMode chosen,
      Documents documents,
      Results results,
      Map<String, Object> report)
      throws IOException {
    try (SpanFinder finder = finder(config, chosen, documents, results)) {
      SortedMap<String, Long> asides = inputs.read(context, documents, finder, results);
      report.putAll(results.spans().write(finder.find()));
      report.put("aside", asides);
    }
  }

  private SpanFinder finder(
      SpanConfig config, SpanMode chosen, Documents documents, Results results) throws IOException {
    return inputs.spark()
        ? new SparkSpans(
            documents,
            config,
            chosen,
            inputs.engine(results),
            results.scratch(),
            context.progress())
        : new LocalSpans(documents, config, chosen, concatenated);
  }

  private SpanMode mode() throws UsageException {
    List<String> labels = new ArrayList<>();
    for (SpanMode each : SpanMode.values()) {
      if (label(each).equals(mode)) {
        return each;
      }
      labels.add(label(each));
    }
    throw Errors.noSpanMode(mode, labels);
  }

  private static String label(SpanMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
