package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.party.Developer;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "license",
    description = "Publishes offers, records signed agreements, grants releases.",
    subcommands = {
      LicenseCommand.OfferCommand.class,
      LicenseCommand.Sign.class,
      LicenseCommand.GrantCommand.class,
      LicenseAttribution.class
    })
final class LicenseCommand {

  @Command(name = "offer", description = "Publishes terms that any developer can accept.")
  static final class OfferCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--name", required = true, description = "Name of the offer.")
    private String name = "";

    @Option(
        names = "--rate",
        defaultValue = "percent 1/50",
        paramLabel = "CARD",
        description = {
          "What is due on net revenue: \"percent 1/50\", \"tiers USD 0.00:1/50"
              + " 1000000.00:1/100\", \"minimum USD 500.00 or percent 1/50\"",
          "(default: ${DEFAULT-VALUE})."
        })
    private String rate = "";

    @Option(
        names = "--split",
        defaultValue = "10% 20% 70%",
        paramLabel = "SHARES",
        description = "Administration, commons, rights holders (default: ${DEFAULT-VALUE}).")
    private String split = "";

    @Option(
        names = "--purpose",
        paramLabel = "WORD",
        description = "What releases may be used for; repeat for more (default: training).")
    private List<String> purposes = new ArrayList<>();

    @Option(
        names = "--rights",
        paramLabel = "CLASS",
        description = "Only documents of these rights classes (default: all).")
    private List<String> rights = new ArrayList<>();

    @Option(
        names = "--only-license",
        paramLabel = "SPDX",
        description = "Only documents under these licenses (default: all).")
    private List<String> licenses = new ArrayList<>();

    @Option(
        names = "--not-license",
        paramLabel = "SPDX",
        description = "No documents under these licenses.")
    private List<String> excluded = new ArrayList<>();

    OfferCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Scope scope = new Scope(orAny(rights), orAny(licenses), excluded);
      List<String> uses = purposes.isEmpty() ? List.of("training") : purposes;
      Offer offer =
          Arguments.checked(
              () ->
                  new Offer(name, RateCard.parse(rate), DistributionKey.parse(split), uses, scope));
      try (OpenTrust open = OpenTrust.openOrFound(context)) {
        open.trust().publishOffer(offer);
      }
      context.answer(
          "offer "
              + offer.id()
              + " \""
              + name
              + "\": "
              + offer.rateCard().canonical()
              + " of net"
              + " revenue; administration, commons, rights holders "
              + offer.key().canonical(),
          Map.of("offer", offer.id(), "name", name));
      return ExitCode.OK;
    }

    private static List<String> orAny(List<String> names) {
      return names.isEmpty() ? List.of(Scope.ANY) : names;
    }
  }

  @Command(name = "sign", description = "Records that a developer signed an offer.")
  static final class Sign implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--offer", paramLabel = "OFFER", description = "Name or id (default: the one).")
    private String offer = "";

    @Option(names = "--developer", required = true, description = "Name of the developer.")
    private String developer = "";

    @Option(names = "--contact", description = "How to reach the developer; kept in the vault.")
    private String contact = "";

    @Option(
        names = "--text",
        paramLabel = "FILE",
        description = "The text that was signed (default: the offer's terms in words).")
    private @Nullable Path text;

    @Option(names = "--from", paramLabel = "DATE", description = "First day (default: today).")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DATE", description = "Last day (default: open).")
    private @Nullable LocalDate until;

    Sign(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.open(context)) {
        Trust trust = open.trust();
        Offer accepted =
            OpenTrust.chosen("offer", "--offer", offer, trust.offers(), Offer::id, Offer::name);
        LocalDate first =
            from == null ? LocalDate.now(context.around().clock().withZone(ZoneOffset.UTC)) : from;
        if (developer.isBlank()) {
          throw Errors.noName("--developer");
        }
        if (until != null && until.isBefore(first)) {
          throw Errors.endsBeforeItStarts(first, until);
        }
        Developer party = trust.registerDeveloper(developer, contact);
        Agreement agreement =
            trust.sign(
                accepted.id(),
                party.id(),
                text == null ? words(accepted) : Files.readString(context.around().path(text)),
                first,
                until);
        context.answer(
            "agreement "
                + agreement.id()
                + ": \""
                + developer
                + "\" accepts \""
                + accepted.name()
                + "\" from "
                + first,
            Map.of("agreement", agreement.id(), "developer", party.id(), "offer", accepted.id()));
      }
      return ExitCode.OK;
    }

    private static String words(Offer offer) {
      return "The developer accepts the offer \""
          + offer.name()
          + "\" ("
          + offer.id()
          + "): "
          + offer.rateCard().canonical()
          + " of net revenue, split "
          + offer.key().canonical()
          + " over administration, commons and rights holders, for "
          + String.join(", ", offer.purposes())
          + ".\n";
    }
  }

  @Command(name = "grant", description = "Permits the use of a release under an agreement.")
  static final class GrantCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--agreement",
        paramLabel = "ID",
        description = "The agreement (default: the one there is).")
    private String agreement = "";

    @Option(
        names = "--release",
        paramLabel = "RELEASE",
        description = "Id or folder of a published release (default: the run's own).")
    private @Nullable String release;

    @Option(
        names = "--purpose",
        defaultValue = "training",
        paramLabel = "WORD",
        description = "One of the offer's purposes (default: ${DEFAULT-VALUE}).")
    private String purpose = "";

    @Option(
        names = "--source",
        paramLabel = "NAME",
        description = "Only documents of this source; repeat for more (default: all).")
    private List<String> sources = new ArrayList<>();

    @Option(
        names = "--license-class",
        paramLabel = "CLASS",
        description = {
          "Only documents under licenses of this class; repeat for more (default: all):",
          "public-domain, attribution, share-alike, no-derivatives, non-commercial, unstated."
        })
    private List<String> licenseClasses = new ArrayList<>();

    @Option(
        names = "--redistribution",
        description = "Copies may be given on, too; the offer must have that purpose.")
    private boolean redistribution;

    GrantCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      String releaseId = Release.open(context.release(release)).id();
      try (OpenTrust open = OpenTrust.open(context)) {
        Agreement signed = open.agreement(agreement);
        Slice slice =
            Arguments.checked(
                () -> new Slice(sources, licenseClasses.stream().map(LicenseClass::of).toList()));
        Grant grant =
            open.trust()
                .granting()
                .grant(new Grant(signed.id(), releaseId, purpose, slice, redistribution));
        context.answer(
            "grant "
                + grant.id()
                + ": "
                + (slice.isWhole() ? "" : slice.text() + " of ")
                + releaseId
                + " for "
                + purpose
                + (redistribution ? " and redistribution" : ""),
            data(grant));
      }
      return ExitCode.OK;
    }

    private static Map<String, Object> data(Grant grant) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("grant", grant.id());
      data.put("agreement", grant.agreementId());
      data.put("release", grant.releaseId());
      data.put("purpose", grant.purpose());
      data.put("redistribution", grant.redistribution());
      data.put("sources", grant.slice().sources());
      data.put(
          "licenseClasses",
          grant.slice().licenseClasses().stream().map(LicenseClass::word).toList());
      return data;
    }
  }
}
