package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.jobs.eval.EvalPlan;
import org.estover.jobs.eval.EvalReader;
import org.estover.jobs.eval.EvalSets;
import org.estover.jobs.run.RunPlan;

/** The evaluation sets that a plan compares documents with. */
public final class Evaluations {
  /** What the names of versions begin with that change a report, but no release. */
  static final String REPORT = "evals-report";

  private static final String DROP = "evals";

  private Evaluations() {}

  /**
   * Reads the plan's sets once before the run that needs them, which may be hours later.
   *
   * @throws org.estover.jobs.eval.EvalPlanException if one of them has no item
   */
  public static void require(RunPlan plan) throws IOException {
    read(plan);
  }

  /** Reads the plan's sets, each of which has an item. */
  static EvalSets read(RunPlan plan) throws IOException {
    EvalPlan mappings =
        plan.evals().mappings().isPresent()
            ? EvalPlan.load(plan.evals().mappings().get().file())
            : EvalPlan.BUILT_IN;
    EvalReader reader = new EvalReader(mappings);
    EvalSets sets = new EvalSets();
    for (RunPlan.EvalFile set : plan.evals().sets()) {
      sets.add(set.file(), reader.readNamed(set.file(), set.name()));
    }
    sets.requireItems();
    return sets;
  }

  /**
   * What the comparison depends on: the rule, how files are read, and the bytes of all of them.
   * What only a report depends on has names that begin with {@link #REPORT}.
   */
  static SortedMap<String, String> versions(RunPlan plan) throws IOException {
    RunPlan.EvalsPlan evals = plan.evals();
    SortedMap<String, String> versions = new TreeMap<>();
    if (evals.sets().isEmpty()) {
      return versions;
    }
    String rule = OverlapProfile.of(evals.profile()).orElseThrow().version();
    String prefix = evals.drops() ? DROP : REPORT;
    for (RunPlan.EvalFile set : evals.sets()) {
      versions.put(prefix + "-set-" + set.name(), sha256(set.file()));
    }
    if (evals.mappings().isPresent()) {
      versions.put(prefix + "-mappings", sha256(evals.mappings().get().file()));
    }
    versions.put(prefix, rule);
    versions.put(prefix + "-reading", EvalReader.VERSION);
    versions.put(REPORT + "-limit", Integer.toString(evals.limit()));
    return versions;
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.start();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
