package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Finding;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "verify",
    description = "Checks every byte of a release; names damaged files and 4 KiB blocks.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();

  VerifyCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = release.folder(context);
    List<String> findings = ReleaseVerifier.verify(folder).stream().map(Finding::message).toList();
    if (findings.isEmpty()) {
      String id = Release.open(folder).id();
      context.answer(
          id + ": every file is as the manifest says", Map.of("release", id, "findings", findings));
      return ExitCode.OK;
    }
    context.answer(
        String.join("\n", findings), Map.of("release", statedId(folder), "findings", findings));
    return ExitCode.DAMAGE;
  }

  /** The id of a damaged release, or empty where its manifest does not tell it any more. */
  private static String statedId(Path folder) throws IOException {
    try {
      return Release.open(folder).id();
    } catch (CorruptReleaseException e) {
      return "";
    }
  }
}
