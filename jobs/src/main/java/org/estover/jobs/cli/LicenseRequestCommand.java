package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.party.Developer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "request",
    description = "Records that a developer asks to sign an offer that the trust decides on.")
final class LicenseRequestCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final LicenseeOption licensee = new LicenseeOption();

  @Option(names = "--offer", paramLabel = "OFFER", description = "Name or id (default: the one).")
  private String offer = "";

  @Option(
      names = "--developer",
      required = true,
      paramLabel = "NAME",
      description = "Name of the developer.")
  private String developer = "";

  @Option(
      names = "--contact",
      paramLabel = "TEXT",
      description = "How to reach the developer; kept in the vault.")
  private String contact = "";

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "What the developer says of itself (default: that it asks).")
  private @Nullable Path text;

  LicenseRequestCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    LicenseeClass asWhat = licensee.or(LicenseeClass.COMMERCIAL);
    Arguments.requireName("--developer", Developer.ROLE, developer);
    try (OpenTrust open = OpenTrust.open(context)) {
      Trust trust = open.trust();
      Offer wanted = open.offer(offer);
      String words =
          text == null
              ? "The developer asks to sign the offer \"" + wanted.name() + "\".\n"
              : Files.readString(context.around().path(text));
      String party = trust.registerDeveloper(developer, contact).id();
      LicenseRequest request =
          Arguments.checked(() -> new LicenseRequest(wanted.id(), party, asWhat, words));
      trust.licenses().request(request);
      context.answer(
          "request "
              + request.id()
              + ": \""
              + developer
              + "\" asks to sign \""
              + wanted.name()
              + "\" as "
              + asWhat.word()
              + "\nnext: estover license decide "
              + request.id()
              + " --accept, or --decline",
          Map.of("request", request.id(), "developer", party, "offer", wanted.id()));
    }
    return ExitCode.OK;
  }
}
