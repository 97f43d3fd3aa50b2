package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.jobs.Corridor;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.Workplace;

/** A walk of the corridor with everything it needs around it; closing it stops Spark. */
final class Walk implements AutoCloseable {
  /** Where Spark works below a run's folder, for who holds the run's lock. */
  static final String SCRATCH = ".scratch";

  private final RunPlan plan;
  private final RunFolder run;
  private final Engine engine;
  private final Workplace workplace;

  private Walk(RunPlan plan, RunFolder run, Engine engine, Workplace workplace) {
    this.plan = plan;
    this.run = run;
    this.engine = engine;
    this.workplace = workplace;
  }

  static Walk prepare(
      Context context, RunPlan plan, RunFolder run, EngineSettings settings, List<String> connectTo)
      throws IOException {
    ConnectTo addresses = Arguments.checked(() -> ConnectTo.parse(connectTo));
    Engine engine = new Engine(settings, run.root().resolve(SCRATCH));
    Surroundings around = context.around();
    Workplace workplace =
        new Workplace(
            engine,
            context.progress(),
            around.clock(),
            addresses,
            OpenTrust.withdrawn(context),
            CrawlKey.signer(around, null));
    return new Walk(plan, run, engine, workplace);
  }

  /** Does what is to do. */
  RunReport run() throws IOException {
    return Corridor.run(plan, run, workplace);
  }

  /** What is to do. */
  List<Corridor.Pending> pending() throws IOException {
    return Corridor.pending(plan, run, workplace);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
