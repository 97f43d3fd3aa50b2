package org.estover.jobs.cli;

import java.util.Map;
import java.util.TreeMap;
import org.estover.jobs.run.ByteSize;
import org.estover.jobs.stage.EngineSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The shape of the machine or cluster that a run works on; none of it changes what it writes. */
final class EngineOptions {
  @Mixin private final MasterOption master = new MasterOption();

  @Option(
      names = "--file-size",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      description = {
        "Payload per file of rows, which is a task of each stage (default: ${DEFAULT-VALUE}).",
        "Holds from the next 01-crawl on; larger for corpora of many terabytes."
      })
  private String fileSize = "";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "0",
      description = "Parts of each shuffle (default: as many as the size of the rows asks for).")
  private int partitions;

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting, such as spark.executor.memory=8g; repeat for more.")
  private Map<String, String> spark = new TreeMap<>();

  EngineSettings settings() throws UsageException {
    return Arguments.checked(
        () -> new EngineSettings(master.value(), partitions, ByteSize.parse(fileSize), spark));
  }
}
