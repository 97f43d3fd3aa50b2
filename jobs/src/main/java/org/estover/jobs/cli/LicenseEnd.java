package org.estover.jobs.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.GrantEnd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "end",
    description = "Ends an agreement before its term with all its grants, or one grant, once.")
final class LicenseEnd implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(names = "--agreement", paramLabel = "ID", description = "Default: the one there is.")
  private String agreement = "";

  @Option(
      names = "--grant",
      paramLabel = "ID",
      description = "Ends this grant alone; training runs that are registered stand.")
  private String grant = "";

  @Option(
      names = "--last-day",
      required = true,
      paramLabel = "DATE",
      description = "The last day on which it holds; nothing is trained afterwards.")
  private LocalDate lastDay = LocalDate.EPOCH;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the vault.")
  private String reason = "";

  LicenseEnd(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!grant.isEmpty() && !agreement.isEmpty()) {
      throw Errors.oneOf("--grant", "--agreement");
    }
    try (OpenTrust open = OpenTrust.open(context)) {
      if (!grant.isEmpty()) {
        open.trust().licenses().end(new GrantEnd(grant, lastDay, reason));
        context.answer(
            "grant " + grant + " ends; its last day is " + lastDay,
            Map.of("grant", grant, "lastDay", lastDay.toString()));
        return ExitCode.OK;
      }
      Agreement signed = open.agreement(agreement);
      open.trust().licenses().end(new AgreementEnd(signed.id(), lastDay, reason));
      context.answer(
          "agreement " + signed.id() + " ends with its grants; its last day is " + lastDay,
          Map.of("agreement", signed.id(), "lastDay", lastDay.toString()));
    }
    return ExitCode.OK;
  }
}
