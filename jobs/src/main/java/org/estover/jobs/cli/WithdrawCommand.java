package org.estover.jobs.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "withdraw",
    description = "Takes a URL or document down and shows what that touches.")
final class WithdrawCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "URL|DOC", description = "URL, or document id (doc_...).")
  private String wanted = "";

  @Option(names = "--dry-run", description = "Only shows what it would touch.")
  private boolean dryRun;

  @Option(
      names = "--unseen",
      description = "Also takes down a URL that no release and not the last run holds.")
  private boolean unseen;

  WithdrawCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.open(context)) {
      WithdrawalImpact impact = open.trust().impact(wanted);
      boolean uri = impact.hasFormOfUri();
      boolean meant = !impact.isEmpty() || (unseen && uri) || isInTheLastRun();
      if (!meant && !uri) {
        throw Errors.notADocument(wanted);
      }
      if (!dryRun) {
        impact = meant ? open.trust().withdrawUnseen(wanted) : open.trust().withdraw(wanted);
      }
      context.answer(
          impact.text()
              + (dryRun
                  ? "nothing was taken down (dry run)"
                  : "next: estover run PLAN makes the next release, without it"),
          Map.of(
              "case", impact.caseId(),
              "dryRun", dryRun,
              "unread", impact.unread(),
              "releases", impact.releases().stream().map(WithdrawCommand::json).toList()));
    }
    return ExitCode.OK;
  }

  /** Whether the run saw it, published or not: then its name is no slip. */
  private boolean isInTheLastRun() throws IOException {
    return context.hasRun() && !Fate.of(context.run(), wanted).isEmpty();
  }

  private static Map<String, Object> json(ReleaseImpact release) {
    return Map.of(
        "releaseId", release.releaseId(),
        "tokens", Long.toString(release.tokens()),
        "sequences", Long.toString(release.sequences()),
        "documents", release.documents().stream().map(WithdrawCommand::json).toList(),
        "trainingRuns", release.trainingRuns().stream().map(WithdrawCommand::json).toList());
  }

  private static Map<String, Object> json(TouchedDocument document) {
    return Map.of(
        "documentId", document.documentId(),
        "uri", document.uri(),
        "source", document.source(),
        "license", document.license(),
        "holder", document.holder(),
        "tokens", Long.toString(document.tokens()));
  }

  private static Map<String, Object> json(TouchedTrainingRun run) {
    return Map.of(
        "trainingRunId", run.trainingRunId(),
        "name", run.name(),
        "developerId", run.developerId(),
        "sequences", Long.toString(run.sequences()),
        "firstStep", Long.toString(run.firstStep()),
        "lastStep", Long.toString(run.lastStep()),
        "tokens", Long.toString(run.tokens()),
        "statementIds", run.statementIds());
  }
}
