package org.estover.jobs.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.HoldOut;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.Shingles;
import org.estover.dedupe.near.datatrove.DatatroveMinHash;
import org.estover.dedupe.near.datatrove.ShingleHash;
import org.estover.jobs.dedupe.NearJudge;
import org.estover.jobs.stage.DuplicateSearch;
import org.jspecify.annotations.Nullable;
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
  @Mixin private final DedupeProfile profile = new DedupeProfile();

  @Option(
      names = "--threshold",
      paramLabel = "S",
      description = "Least Jaccard similarity of near-duplicates (default: 0.75).")
  private @Nullable Double threshold;

  @Option(
      names = "--no-verify",
      description = "Take all that share a band for duplicates, as peers do, however alike.")
  private boolean unverified;

  @Option(
      names = "--hash",
      paramLabel = "NAME",
      description = "The hash of datatrove's shingles: xxh64 (default) or sha1.")
  private @Nullable String hash;

  @Option(
      names = "--bits",
      paramLabel = "64|32",
      description = "Bits of a place in datatrove's signatures (default: 64).")
  private @Nullable Integer bits;

  @Option(names = "--signatures", description = "Write signatures.jsonl as well.")
  private boolean signatures;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description =
          "Share of all clusters (0.01) to hold out for validation, whole: what stays of them goes"
              + " to held_out.txt in place of kept.txt.")
  private @Nullable BigDecimal holdOutShare;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Which clusters are held out (default: 0).")
  private @Nullable Long seed;

  DedupeNear(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (signatures && inputs.spark()) {
      throw Errors.signaturesOverSpark();
    }
    if (unverified && threshold != null) {
      throw Errors.neverWith("--no-verify", "--threshold");
    }
    boolean datatrove =
        profile
            .oneOf("near", DedupeProfile.DEFAULT, DedupeProfile.DATATROVE)
            .equals(DedupeProfile.DATATROVE);
    if (!datatrove && (hash != null || bits != null)) {
      throw Errors.onlyWith(hash != null ? "--hash" : "--bits", "--profile datatrove");
    }
    if (seed != null && holdOutShare == null) {
      throw Errors.onlyWith("--seed", "--hold-out");
    }
    BigDecimal share = holdOutShare;
    HoldOut holdOut =
        share == null ? null : Arguments.checked(() -> new HoldOut(share, seed == null ? 0 : seed));
    DuplicateSearch search = Arguments.checked(datatrove ? this::datatrove : this::ours);
    return inputs.run(
        context,
        "near",
        holdOut,
        (documents, results, report) -> {
          describe(search, report);
          if (holdOutShare != null) {
            report.put("hold_out", HoldOut.VERSION);
            report.put("hold_out_share", holdOutShare);
            report.put("hold_out_seed", seed == null ? 0 : seed);
          }
          return inputs.spark()
              ? inputs.sparkJudge(context, documents, results, search)
              : new NearJudge(
                  documents, search, signatures ? results.signatures() : NearJudge.Signatures.NONE);
        });
  }

  private double leastSimilarity() {
    return threshold == null ? NearConfig.DEFAULT.threshold() : threshold;
  }

  private DuplicateSearch ours() {
    NearConfig usual = NearConfig.DEFAULT;
    return DuplicateSearch.near(
        new NearConfig(usual.bands(), usual.rows(), usual.shingleWords(), leastSimilarity()),
        !unverified);
  }

  private DuplicateSearch datatrove() {
    return DuplicateSearch.datatrove(shingleHash(), leastSimilarity(), !unverified);
  }

  private ShingleHash shingleHash() {
    String family = hash == null ? "xxh64" : hash;
    int size = bits == null ? Long.SIZE : bits;
    return switch (family + " " + size) {
      case "xxh64 64" -> ShingleHash.XXH64;
      case "xxh64 32" -> ShingleHash.XXH32;
      case "sha1 64" -> ShingleHash.SHA1_64;
      case "sha1 32" -> ShingleHash.SHA1_32;
      default ->
          throw new IllegalArgumentException(
              "--hash " + family + " --bits " + size + ": expected xxh64 or sha1, and 64 or 32");
    };
  }

  private void describe(DuplicateSearch search, Map<String, Object> report) {
    NearConfig config = Objects.requireNonNull(search.near(), "near");
    ShingleHash datatrove = search.datatrove();
    if (datatrove == null) {
      report.put("profile", DedupeProfile.DEFAULT);
      report.put("content", ContentKey.VERSION);
      report.put("shingles", Shingles.VERSION);
      report.put("signatures", MinHash.V2.VERSION);
    } else {
      report.put("profile", DedupeProfile.DATATROVE);
      report.put("signatures", DatatroveMinHash.VERSION);
      report.put("hash", datatrove.name().toLowerCase(Locale.ROOT));
    }
    report.put("window", CandidateWindow.VERSION);
    report.put("shingle_words", config.shingleWords());
    report.put("bands", config.bands());
    report.put("rows", config.rows());
    report.put("verified", search.verified());
    if (search.verified()) {
      report.put("threshold", config.threshold());
    }
  }
}
