package org.estover.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.Shingles;
import org.estover.jobs.dedupe.NearJudge;
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
    if (signatures && inputs.spark()) {
      throw Errors.signaturesOverSpark();
    }
    NearConfig usual = NearConfig.DEFAULT;
    NearConfig config =
        Arguments.checked(
            () -> new NearConfig(usual.bands(), usual.rows(), usual.shingleWords(), threshold));
    return inputs.run(
        context,
        "near",
        (documents, results, report) -> {
          report.put("profile", "default");
          report.put("shingles", Shingles.VERSION);
          report.put("signatures", MinHash.V2.VERSION);
          report.put("window", CandidateWindow.VERSION);
          report.put("shingle_words", config.shingleWords());
          report.put("bands", config.bands());
          report.put("rows", config.rows());
          report.put("threshold", config.threshold());
          if (inputs.spark()) {
            return inputs.sparkJudge(context, documents, results, config);
          }
          return new NearJudge(
              documents,
              config,
              new MinHash.V2(config),
              signatures ? results.signatures() : NearJudge.Signatures.NONE);
        });
  }
}
