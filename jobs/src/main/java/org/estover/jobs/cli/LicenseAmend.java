package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "amend",
    description =
        "Records that the terms of an agreement are those of another offer from a day on.")
final class LicenseAmend implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final LicenseeOption licensee = new LicenseeOption();

  @Option(
      names = "--agreement",
      paramLabel = "ID",
      description = "Its id, or its developer's name (default: the one there is).")
  private String agreement = "";

  @Option(
      names = "--offer",
      required = true,
      paramLabel = "OFFER",
      description = "Name or id of the offer whose terms hold from then on.")
  private String offer = "";

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "The text that was signed (default: the offer's terms in words).")
  private @Nullable Path text;

  LicenseAmend(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.open(context)) {
      Trust trust = open.trust();
      Agreement signed = open.agreement(agreement);
      Offer accepted = open.offer(offer);
      LicenseeClass asWhat = licensee.or(trust.licenses().licensee(signed, from));
      String words =
          text == null
              ? LicenseCommand.words(accepted)
              : Files.readString(context.around().path(text));
      Amendment amendment =
          Arguments.checked(() -> new Amendment(signed.id(), accepted.id(), asWhat, words, from));
      trust.licenses().amend(amendment);
      context.answer(
          "amendment "
              + amendment.id()
              + ": the terms of "
              + signed.id()
              + " are those of \""
              + accepted.name()
              + "\" from "
              + from
              + ", as "
              + asWhat.word(),
          Map.of(
              "amendment", amendment.id(),
              "agreement", signed.id(),
              "offer", accepted.id(),
              "class", asWhat.word(),
              "from", from.toString()));
    }
    return ExitCode.OK;
  }
}
