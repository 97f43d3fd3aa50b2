package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
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
    description = "Publishes offers, records requests and agreements, grants releases, certifies.",
    subcommands = {
      LicenseCommand.OfferCommand.class,
      LicenseRequestCommand.class,
      LicenseDecide.class,
      LicenseCommand.Sign.class,
      LicenseAmend.class,
      LicenseEnd.class,
      LicenseCommand.GrantCommand.class,
      LicenseAttribution.class,
      LicenseCertificate.class,
      LicenseList.class
    })
final class LicenseCommand {

  /** An offer in words, for a developer to sign. */
  static String words(Offer offer) {
    return "The developer accepts the offer \""
        + offer.name()
        + "\" ("
        + offer.id()
        + "): "
        + price(offer)
        + ", split "
        + offer.key().canonical()
        + " over administration, "
        + (offer.key().reserve().equals(Ratio.ZERO) ? "" : "reserve, ")
        + "commons and rights holders, for "
        + String.join(", ", offer.purposes())
        + conditions(offer).stream().map("; "::concat).collect(Collectors.joining())
        + ".\n";
  }

  /** What is due; a card that prices units prices them whatever they were sold for. */
  private static String price(Offer offer) {
    String card = offer.rateCard().canonical();
    return offer.rateCard().units().isEmpty() ? card + " of net revenue" : card;
  }

  /** The named shares of a key, as {@code 10% administration, 20% commons, ...}. */
  static String shares(DistributionKey key) {
    return share(key.administration(), "administration, ")
        + (key.reserve().equals(Ratio.ZERO) ? "" : share(key.reserve(), "reserve, "))
        + share(key.commons(), "commons, ")
        + share(key.holders(), "rights holders");
  }

  /** The shares of a key as {@code --split} takes them. */
  static String split(DistributionKey key) {
    return Arrays.stream(key.canonical().split(" ", -1))
        .map(share -> exact(Ratio.parse(share)))
        .collect(Collectors.joining(" "));
  }

  private static String share(Ratio share, String whose) {
    return exact(share) + " " + whose;
  }

  private static String exact(Ratio share) {
    String percent = share.percent();
    return percent.startsWith("~") ? share.toString() : percent;
  }

  /** What an offer asks beside its price, in words; nothing where it asks nothing. */
  static List<String> conditions(Offer offer) {
    List<String> conditions = new ArrayList<>(scope(offer.scope()));
    if (!offer.deductions().isEmpty()) {
      conditions.add(
          offer.deductions().stream()
              .map(AllowedDeduction::text)
              .collect(Collectors.joining(", ", "deductions ", "")));
    }
    if (!offer.conditions().licensees().isEmpty()) {
      conditions.add(
          offer.conditions().licensees().stream()
              .map(LicenseeClass::word)
              .collect(Collectors.joining(", ", "for ", "")));
    }
    if (offer.conditions().trustOnly()) {
      conditions.add("trained on the trust's releases only");
    }
    if (offer.conditions().onRequest()) {
      conditions.add("on request");
    }
    return conditions;
  }

  /** Which documents an offer is about; nothing where it is about all. */
  private static List<String> scope(Scope scope) {
    List<String> about = new ArrayList<>();
    if (!scope.rights().contains(Scope.ANY)) {
      about.add("documents of rights " + String.join(", ", scope.rights()));
    }
    if (!scope.licenses().contains(Scope.ANY)) {
      about.add("documents under " + String.join(", ", scope.licenses()));
    }
    if (!scope.excluded().isEmpty()) {
      about.add("no documents under " + String.join(", ", scope.excluded()));
    }
    return about;
  }

  @Command(name = "offer", description = "Publishes terms that developers can accept.")
  static final class OfferCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Name of the offer.")
    private String name = "";

    @Option(
        names = "--rate",
        defaultValue = "percent 1/50",
        paramLabel = "CARD",
        description =
            "What is due on net revenue: \"percent 1/50\", \"tiers USD 0.00:1/50"
                + " 1000000.00:1/100\", \"per-unit USD 1.50 per 1000 subscribers\", \"discount"
                + " l2:10%% research:50%% on percent 1/50\", \"greater of CARD and CARD\"; before"
                + " one of these \"minimum USD 500.00 or\", before that \"cap USD 90000.00 on\","
                + " before that \"advance USD 5000.00 against\" (default: ${DEFAULT-VALUE}).")
    private String rate = "";

    @Option(
        names = "--split",
        defaultValue = "10% 20% 70%",
        paramLabel = "SHARES",
        description =
            "Administration, commons, rights holders; or administration, reserve, commons, rights"
                + " holders (default: ${DEFAULT-VALUE}).")
    private String split = "";

    @Option(
        names = "--purpose",
        paramLabel = "WORD",
        description = "What releases may be used for; repeat for more (default: training).")
    private List<String> purposes = new ArrayList<>();

    @Option(
        names = "--rights",
        paramLabel = "CLASS",
        description =
            "Only documents whose rights are these: allowed, license-required or unknown; repeat"
                + " for more (default: all).")
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

    @Option(
        names = "--deduction",
        paramLabel = "NAME[=CAP]",
        description =
            "What may be taken off gross revenue, and how far: \"taxes\", \"refunds=10%%\" of"
                + " gross, \"fees=USD 500.00\" a month; repeat for more (default: whatever is"
                + " reported).")
    private List<String> deductions = new ArrayList<>();

    @Option(
        names = "--for-class",
        paramLabel = "CLASS",
        description =
            "Only developers of this class can sign: commercial, small, research, public-body;"
                + " repeat for more (default: all).")
    private List<String> classes = new ArrayList<>();

    @Option(
        names = "--trust-only",
        description = "Models under it train on the trust's releases only.")
    private boolean trustOnly;

    @Option(names = "--on-request", description = "The trust decides who signs it.")
    private boolean onRequest;

    OfferCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      List<String> classesOfRights =
          Arguments.checked(() -> orAny(rights).stream().map(Scope::rightsClass).toList());
      Scope scope = new Scope(classesOfRights, orAny(licenses), excluded);
      List<String> uses = purposes.isEmpty() ? List.of("training") : purposes;
      Offer offer =
          Arguments.checked(
              () ->
                  new Offer(
                      name,
                      RateCard.parse(rate),
                      DistributionKey.parse(split),
                      uses,
                      scope,
                      deductions.stream().map(AllowedDeduction::parse).toList(),
                      new Conditions(
                          classes.stream().map(LicenseeClass::of).toList(), trustOnly, onRequest)));
      try (OpenTrust open = OpenTrust.openOrFound(context)) {
        open.trust().publishOffer(offer);
      }
      context.answer(
          "offer "
              + offer.id()
              + " \""
              + name
              + "\": "
              + price(offer)
              + "; "
              + shares(offer.key())
              + "; for "
              + String.join(", ", offer.purposes())
              + conditions(offer).stream().map("; "::concat).collect(Collectors.joining()),
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
        description = "The text that was signed (default: the offer's terms in words).")
    private @Nullable Path text;

    @Option(names = "--from", paramLabel = "DATE", description = "First day (default: today).")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DATE", description = "Last day (default: open).")
    private @Nullable LocalDate until;

    @Mixin private final LicenseeOption licensee = new LicenseeOption();

    @Option(
        names = "--foreign-data",
        paramLabel = "TEXT",
        description = "Data that is not the trust's and that the developer trains on as well.")
    private String foreignData = "";

    Sign(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.open(context)) {
        Trust trust = open.trust();
        Offer accepted = open.offer(offer);
        LocalDate first = context.day(from);
        Arguments.requireName("--developer", Developer.ROLE, developer);
        if (until != null && until.isBefore(first)) {
          throw Errors.endsBeforeItStarts(first, until);
        }
        LicenseeClass asWhat = licensee.or(LicenseeClass.COMMERCIAL);
        String signed =
            text == null ? words(accepted) : Files.readString(context.around().path(text));
        String party = trust.developerId(developer);
        Agreement agreement =
            Arguments.checked(
                () ->
                    new Agreement(
                        accepted.id(),
                        party,
                        signed,
                        first,
                        Optional.ofNullable(until),
                        asWhat,
                        foreignData));
        // Before the developer is registered, so that what is refused leaves nothing behind.
        trust.licenses().requireConditions(agreement);
        trust.registerDeveloper(developer, contact);
        trust.licenses().sign(agreement);
        context.answer(
            "agreement "
                + agreement.id()
                + ": \""
                + developer
                + "\" accepts \""
                + accepted.name()
                + "\" from "
                + first,
            Map.of("agreement", agreement.id(), "developer", party, "offer", accepted.id()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "grant", description = "Permits the use of a release under an agreement.")
  static final class GrantCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--agreement",
        paramLabel = "ID",
        description = "Its id, or its developer's name (default: the one there is).")
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
        description =
            "Only documents under licenses of this class: public-domain, attribution, share-alike,"
                + " no-derivatives, non-commercial, unstated; repeat for more (default: all).")
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
                .grant(
                    new Grant(signed.id(), releaseId, purpose, slice, redistribution),
                    context.day(null));
        Optional<LocalDate> last = open.trust().licenses().lastDay(grant);
        context.answer(
            "grant "
                + grant.id()
                + ": "
                + (slice.isWhole() ? "" : slice.text() + " of ")
                + releaseId
                + " for "
                + purpose
                + (redistribution ? " and redistribution" : "")
                + last.map(day -> "; it has ended, and its last day is " + day).orElse(""),
            data(grant, last.map(LocalDate::toString).orElse("")));
      }
      return ExitCode.OK;
    }

    private static Map<String, Object> data(Grant grant, String lastDay) {
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
      data.put("lastDay", lastDay);
      return data;
    }
  }
}
