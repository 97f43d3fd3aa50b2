package org.estover.jobs.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
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

  WithdrawCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.open(context)) {
      WithdrawalImpact impact =
          dryRun ? open.trust().impact(wanted) : open.trust().withdraw(wanted);
      context.answer(
          impact.text()
              + (dryRun
                  ? "nothing was taken down (dry run)"
                  : "next: estover run PLAN makes the" + " next release, without it"),
          Map.of("case", impact.caseId(), "dryRun", dryRun, "releases", impact.releases()));
    }
    return ExitCode.OK;
  }
}
