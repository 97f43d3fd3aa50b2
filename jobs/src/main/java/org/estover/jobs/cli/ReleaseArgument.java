package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The release on a disk that a command acts on. */
final class ReleaseArgument {
  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  /** Whether the run's own release is meant. */
  boolean isRuns() {
    return release == null;
  }

  Path folder(Context context) throws IOException {
    return context.release(release);
  }
}
