package org.estover.jobs.cli;

import picocli.CommandLine.Option;

/** Where Spark works. */
final class MasterOption {
  @Option(
      names = "--master",
      paramLabel = "MASTER",
      defaultValue = "local[*]",
      description = "Spark master (default: ${DEFAULT-VALUE}); never changes the output.")
  private String master = "";

  String value() {
    return master;
  }
}
