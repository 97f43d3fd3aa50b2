package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.RunCaptures;
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
    List<String> findings =
        new ArrayList<>(ReleaseVerifier.verify(folder).stream().map(Finding::message).toList());
    if (findings.isEmpty()) {
      Release opened = Release.open(folder);
      String captures = captures(opened, findings);
      if (findings.isEmpty()) {
        context.answer(
            opened.id() + ": every file is as the manifest says" + captures,
            Map.of("release", opened.id(), "findings", findings));
        return ExitCode.OK;
      }
    }
    context.answer(
        String.join("\n", findings), Map.of("release", statedId(folder), "findings", findings));
    return ExitCode.DAMAGE;
  }

  /**
   * Compares what the manifest states of capture dates, where these decided which duplicates stay,
   * with the run that made the release. Returns what to tell.
   */
  private String captures(Release opened, List<String> findings) throws IOException {
    String stated = opened.content().algorithms().get(RunCaptures.FIELD);
    if (stated == null) {
      return "";
    }
    if (!release.isRuns() && !context.namesRun()) {
      return "\nthe capture dates that decided which duplicates stay were not checked: name the run"
          + " that made the release with --run-dir";
    }
    RunFolder run = context.run();
    String made = Release.open(run.folder(StageName.RELEASE)).id();
    if (!made.equals(opened.id())) {
      throw Errors.runOfAnother(run.root(), opened.id(), made);
    }
    String found = RunCaptures.of(run);
    if (!found.equals(stated)) {
      findings.add(Errors.otherCaptures(run.root(), stated, found));
    }
    return "\nthe capture dates that decided which duplicates stay are as it says";
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
