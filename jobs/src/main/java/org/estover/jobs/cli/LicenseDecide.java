package org.estover.jobs.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.agreement.LicenseDecision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "decide", description = "Accepts or declines a request, once.")
final class LicenseDecide implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "REQUEST", description = "Id of the request.")
  private String request = "";

  @Option(names = "--accept", description = "The developer can sign the offer.")
  private boolean accept;

  @Option(names = "--decline", description = "The developer cannot sign it.")
  private boolean decline;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the vault.")
  private String reason = "";

  LicenseDecide(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (accept == decline) {
      throw Errors.eitherOr("--accept", "--decline");
    }
    try (OpenTrust open = OpenTrust.open(context)) {
      LicenseDecision decision =
          open.trust().licenses().decide(request, new LicenseDecision(accept, reason));
      context.answer(
          "request " + request + " " + decision.word(),
          Map.of("request", request, "decision", decision.word()));
    }
    return ExitCode.OK;
  }
}
