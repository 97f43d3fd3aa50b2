package org.estover.jobs.run;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The reports of a run's stages so far, by stage. Immutable. */
public record RunReport(Map<StageName, StageReport> stages) {
  public RunReport {
    Map<StageName, StageReport> ordered = new EnumMap<>(StageName.class);
    ordered.putAll(stages);
    stages = Collections.unmodifiableMap(ordered);
  }

  /** A run of which nothing happened yet. */
  public static RunReport empty() {
    return new RunReport(new EnumMap<>(StageName.class));
  }

  /** What the run folder's completed stages reported. */
  public static RunReport of(RunFolder folder) throws IOException {
    RunReport report = empty();
    for (StageName stage : StageName.values()) {
      Optional<StageReport> done = folder.report(stage);
      if (done.isPresent()) {
        report = report.with(stage, done.get());
      }
    }
    return report;
  }

  /** The same run with one more stage. */
  public RunReport with(StageName stage, StageReport report) {
    Map<StageName, StageReport> more = new EnumMap<>(StageName.class);
    more.putAll(stages);
    more.put(stage, report);
    return new RunReport(more);
  }

  /** Whether some stage put input aside, which {@code --strict} turns into an error. */
  public boolean hasDamagedInput() {
    return stages.values().stream().anyMatch(StageReport::hasDamagedInput);
  }
}
