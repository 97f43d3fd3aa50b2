package org.estover.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.Workplace;
import org.estover.tokenize.release.Manifest;

/** A workplace for one test, whose engine stops at its end. */
record Walk(Engine engine) implements AutoCloseable {
  static Walk in(RunFolder run, EngineSettings settings) {
    return new Walk(new Engine(settings, run.root().resolve(".spark")));
  }

  Workplace workplace() {
    return withdrawing();
  }

  Workplace withdrawing(String... names) {
    return new Workplace(
        engine,
        Progress.silent(),
        Clock.systemUTC(),
        ConnectTo.NONE,
        new TreeSet<>(List.of(names)));
  }

  static Manifest manifest(RunFolder run) throws IOException {
    Path file = run.folder(StageName.RELEASE).resolve("manifest.json");
    return Manifest.parse(Files.readAllBytes(file), file);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
