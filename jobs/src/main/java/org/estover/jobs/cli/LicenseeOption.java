package org.estover.jobs.cli;

import org.estover.licensing.terms.agreement.LicenseeClass;
import picocli.CommandLine.Option;

/** As what a developer is licensed; the same for every command that says it. */
final class LicenseeOption {
  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "As what the developer is licensed: commercial, small, research or public-body (default:"
              + " commercial; of an amendment, as before).")
  private String licensee = "";

  /** The class that was named, or the one meant where none was. */
  LicenseeClass or(LicenseeClass meant) throws UsageException {
    return licensee.isEmpty() ? meant : Arguments.checked(() -> LicenseeClass.of(licensee));
  }
}
