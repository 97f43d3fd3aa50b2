package org.estover.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.Shingles;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.dedupe.Duplicates;
import org.estover.jobs.dedupe.Judgement;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "near",
    description =
        "Finds equal and similar documents: of each cluster the smallest (priority, id) stays.")
final class DedupeNear implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final DedupeInputs inputs = new DedupeInputs();

  @Option(
      names = "--threshold",
      paramLabel = "S",
      defaultValue = "0.75",
      description = "Least Jaccard similarity of near-duplicates (default: ${DEFAULT-VALUE}).")
  private double threshold;

  @Option(names = "--signatures", description = "Write signatures.jsonl as well.")
  private boolean signatures;

  DedupeNear(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    NearConfig usual = NearConfig.DEFAULT;
    NearConfig config =
        Arguments.checked(
            () -> new NearConfig(usual.bands(), usual.rows(), usual.shingleWords(), threshold));
    return inputs.run(
        context,
        "near",
        (documents, results, settings) -> {
          settings.put("profile", "default");
          settings.put("shingles", Shingles.VERSION);
          settings.put("signatures", MinHash.V2.VERSION);
          settings.put("window", CandidateWindow.VERSION);
          settings.put("shingle_words", config.shingleWords());
          settings.put("bands", config.bands());
          settings.put("rows", config.rows());
          settings.put("threshold", config.threshold());
          return judge(documents, results, config);
        });
  }

  private Judgement judge(Documents documents, Results results, NearConfig config)
      throws IOException {
    MinHash minHash = new MinHash.V2(config);
    try (Progress.Bar bar = context.progress().start("near", "bytes", documents.textBytes())) {
      if (!signatures) {
        return Duplicates.near(documents, config, minHash, (document, signature) -> {}, bar);
      }
      try (Results.Signatures file = results.signatures()) {
        return Duplicates.near(documents, config, minHash, file, bar);
      }
    }
  }
}
