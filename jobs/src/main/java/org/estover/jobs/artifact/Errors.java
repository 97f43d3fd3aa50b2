package org.estover.jobs.artifact;

import java.nio.file.Path;
import org.estover.jobs.run.RunPlan;

/** Every message of this package that a person may see. */
final class Errors {
  private Errors() {}

  static String badPom(Path file, String reason) {
    return file + ": not a POM (" + reason + "); delete the file and run the command again";
  }

  static String mavenFailed(int exitCode, Path log, String lastLines) {
    return "Maven could not fetch what the plan names (exit "
        + exitCode
        + ", log "
        + log
        + "):\n"
        + lastLines
        + "\ncheck the network and the coordinates; what was fetched is kept, run the command"
        + " again";
  }

  static String noMaven(String command) {
    return "cannot start \""
        + command
        + "\"; install Maven 3.8 or newer, or name it in the environment variable ESTOVER_MVN";
  }

  static String wrongDigest(
      Path plan, RunPlan.PlanArtifact named, Coordinate artifact, String actual) {
    return plan
        + ":"
        + named.line()
        + ": the SHA-256 of "
        + artifact
        + " is "
        + actual
        + ", not "
        + named.sha256()
        + "; the repository holds another file than the plan's author had: correct the plan only"
        + " if you trust this file";
  }
}
