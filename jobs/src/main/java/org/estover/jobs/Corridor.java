package org.estover.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.Fingerprint;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunLock;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageCost;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.jobs.stage.CrawlJob;
import org.estover.jobs.stage.DedupeJob;
import org.estover.jobs.stage.ExtractJob;
import org.estover.jobs.stage.FilterJob;
import org.estover.jobs.stage.NothingSurvivedException;
import org.estover.jobs.stage.ReleaseJob;
import org.estover.jobs.stage.Sealed;
import org.estover.jobs.stage.ShardJob;
import org.estover.jobs.stage.Stage;
import org.estover.jobs.stage.TokenizeJob;
import org.estover.jobs.stage.Workplace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline, in the order the data travels. Read this file first.
 *
 * <pre>
 * crawl > extract > filter > dedupe > tokenize > shard > release | ledger > license > statement
 * 01-crawl/       ...        a folder of the run each     07-release/ | the trust's ledger
 * </pre>
 *
 * <p>Each stage reads only the folders before its own and writes one: rows or shards, a report that
 * balances, and last a completion mark that says what all of it was made from. A stage whose mark
 * is absent or no longer matches is done again, with all stages after it; every other is left
 * alone. Equal plans and inputs give equal releases, wherever and however often this runs.
 */
public final class Corridor {
  /** The stages, in the order the data travels. */
  public static final List<Stage> STAGES =
      List.of(
          new CrawlJob(),
          new ExtractJob(),
          new FilterJob(),
          new DedupeJob(),
          new TokenizeJob(),
          new ShardJob(),
          new ReleaseJob());

  private static final Logger LOG = LoggerFactory.getLogger(Corridor.class);

  private Corridor() {}

  /**
   * Does whatever the plan still asks for, and reports on all stages.
   *
   * @throws NothingSurvivedException if no document is left to publish
   * @throws IOException if the run folder is in use, an input is missing, or a disk fails; what was
   *     completed stays, and running again goes on from there
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public static RunReport run(RunPlan plan, RunFolder folder, Workplace workplace)
      throws IOException {
    try (RunLock lock = folder.lock()) {
      workplace.engine().sweep();
      RunReport report = RunReport.empty();
      for (Stage stage : STAGES) {
        if (whyNotComplete(stage, plan, folder, workplace).isPresent()) {
          pass(stage, plan, folder, workplace);
        }
        stage.tidy(folder);
        report = report.with(stage.name(), folder.report(stage.name()).orElseThrow());
      }
      return report;
    }
  }

  /** A stage that {@link #run} would do, and the reason. */
  public record Pending(StageName stage, String why) {}

  /** What {@link #run} would do, without doing it. */
  public static List<Pending> pending(RunPlan plan, RunFolder folder, Workplace workplace)
      throws IOException {
    List<Pending> pending = new ArrayList<>();
    for (Stage stage : STAGES) {
      if (!pending.isEmpty()) {
        pending.add(new Pending(stage.name(), pending.get(0).stage().folder() + " is done first"));
      } else {
        whyNotComplete(stage, plan, folder, workplace)
            .ifPresent(why -> pending.add(new Pending(stage.name(), why)));
      }
    }
    return pending;
  }

  private static Optional<String> whyNotComplete(
      Stage stage, RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    return folder.whyNotComplete(stage.fingerprint(plan, folder, workplace));
  }

  private static void pass(Stage stage, RunPlan plan, RunFolder folder, Workplace workplace)
      throws IOException {
    Fingerprint fingerprint = stage.fingerprint(plan, folder, workplace);
    LOG.info("stage={} event=start", stage.name().folder());
    StageCost.Meter meter = StageCost.start(workplace.clock());
    workplace.engine().start();
    if (stage.goesOn()) {
      folder.beginOrGoOn(fingerprint);
    } else {
      folder.begin(stage.name());
    }
    Sealed sealed = stage.run(plan, folder, workplace);
    Leftovers.removeHidden(folder.temporary(stage.name()));
    StageReport report = sealed.report().took(meter.cost());
    requireAllDocuments(stage.name(), report, folder);
    folder.commit(fingerprint, report, sealed.rows());
    StageCost cost = report.cost();
    LOG.info(
        "stage={} event=end millis={} cpu-millis={}",
        stage.name().folder(),
        cost.wallMillis(),
        cost.cpuMillis());
  }

  /** A stage reads every document that the one before it passed on, or files are gone. */
  private static void requireAllDocuments(StageName stage, StageReport report, RunFolder folder)
      throws IOException {
    if (stage.before().isEmpty()) {
      return;
    }
    StageName last = stage.before().get(stage.before().size() - 1);
    long passedOn = folder.report(last).orElseThrow().unit(StageReport.DOCUMENTS).out();
    long read = report.unit(StageReport.DOCUMENTS).in();
    if (read != passedOn) {
      throw CorruptRunException.lost(folder.folder(last), passedOn, stage, read);
    }
  }
}
