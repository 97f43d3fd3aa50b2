package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.place.PublicWeb;
import org.estover.ledger.log.DisputeResolved;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.ControlCheck;
import org.estover.licensing.terms.claim.Dispute;
import org.estover.licensing.terms.claim.PublicPlaces;
import org.estover.licensing.terms.claim.UnclaimedSearch;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.party.RightsHolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "claim",
    description = "Finds, claims and contests what documents of nobody known have earned.",
    subcommands = {
      ClaimCommand.Search.class,
      ClaimCommand.Filing.class,
      ClaimCommand.Listing.class,
      ClaimCommand.Verify.class,
      ClaimCommand.Grant.class,
      ClaimCommand.Refuse.class,
      ClaimCommand.Withdraw.class,
      ClaimCommand.Contest.class,
      ClaimCommand.Resolve.class,
      ClaimCommand.Expire.class
    })
final class ClaimCommand {
  private static final String PLACE = "HOST|URL";

  @Command(name = "search", description = "Says what nobody's documents of a place have earned.")
  static final class Search implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(
        paramLabel = PLACE,
        description = "Host with all below it, or a page with all below.")
    private String place = "";

    Search(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      ClaimScope scope = Arguments.checked(() -> ClaimScope.parse(place));
      try (OpenTrust open = OpenTrust.openReadOnly(context)) {
        UnclaimedSearch found = open.trust().claims().search(scope);
        Map<String, Object> earned = new TreeMap<>();
        found.earned().forEach((currency, money) -> earned.put(currency, money.decimal()));
        context.answer(
            people(found),
            Map.of(
                "scope", scope.toString(),
                "documents", found.documents(),
                "earned", earned,
                "claims", found.claims().stream().map(ClaimStatus::toJson).toList()));
      }
      return ExitCode.OK;
    }

    private static String people(UnclaimedSearch found) {
      StringBuilder text = new StringBuilder();
      if (found.documents().isEmpty()) {
        text.append("no published release holds a document of ")
            .append(found.scope())
            .append(" without a known rights holder\n");
      }
      new TreeMap<>(found.documents())
          .forEach(
              (release, count) ->
                  text.append(release)
                      .append(": ")
                      .append(Table.counted(count, "document"))
                      .append(" of ")
                      .append(found.scope())
                      .append(" without a known rights holder\n"));
      found.earned().values().forEach(m -> text.append("earned so far: ").append(m).append('\n'));
      if (!found.claims().isEmpty()) {
        text.append("claims to it, or to more:\n").append(table(found.claims()));
      }
      return text.toString();
    }
  }

  @Command(name = "file", description = "Files claims to places: hosts, paths, or a list of them.")
  static final class Filing implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = PLACE, arity = "0..*", description = "What is claimed.")
    private List<String> places = new ArrayList<>();

    @Option(names = "--holder", required = true, paramLabel = "NAME", description = "Who claims.")
    private String holder = "";

    @Option(
        names = "--list",
        paramLabel = "FILE",
        description = "More places, one a line, as a society has them; # begins a remark.")
    private @Nullable Path list;

    @Option(
        names = "--share",
        defaultValue = "100%",
        paramLabel = "SHARE",
        description = "Share of each that is claimed (default: ${DEFAULT-VALUE}).")
    private String share = "";

    @Option(names = "--on", paramLabel = "DATE", description = "Day of filing (default: today).")
    private @Nullable LocalDate day;

    Filing(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Arguments.requireName("--holder", RightsHolder.ROLE, holder);
      if (list != null) {
        for (String line : Files.readAllLines(context.around().path(list))) {
          String place = line.replaceFirst("#.*", "").strip();
          if (!place.isEmpty()) {
            places.add(place);
          }
        }
      }
      if (places.isEmpty()) {
        throw new UsageException("nothing is claimed: name a host or URL, or a --list of them");
      }
      Ratio part = Arguments.checked(() -> Ratio.parse(share));
      List<ClaimScope> scopes =
          Arguments.checked(() -> places.stream().map(ClaimScope::parse).distinct().toList());
      LocalDate filed = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        List<ClaimStatus> filedNow = open.trust().claims().file(holder, scopes, part, filed);
        noteCoOwners(open, filed);
        context.answer(
            table(filedNow)
                + "next: say the claim's id there, in one of these ways, and run \"estover claim"
                + " verify\":\n"
                + "  a TXT record of _estover-claim.HOST with estover-claim=ID\n"
                + "  a line estover-claim=ID in https://HOST/.well-known/estover-claim.txt\n"
                + "  <meta name=\"estover-claim\" content=\"ID\"> in the head of the page claimed\n"
                + "  for a path also a line estover-claim=ID in PATH/estover-claim.txt",
            Map.of("claims", filedNow.stream().map(ClaimStatus::toJson).toList()));
      }
      return ExitCode.OK;
    }

    /** A claim is the claimant's alone, which who shares a name may not expect. */
    private void noteCoOwners(OpenTrust open, LocalDate filed) throws IOException {
      open.trust().deed().ownerships().stream()
          .filter(each -> each.name().equals(holder) && !each.from().isAfter(filed))
          .max(Comparator.comparing(Ownership::from))
          .ifPresent(
              shared ->
                  context.note(
                      "\""
                          + holder
                          + "\" is shared by "
                          + shared.text()
                          + " where releases name it; what this claim brings is its claimant's"
                          + " alone: let each of them claim a share of its own (--share)"));
    }
  }

  @Command(name = "list", description = "Lists claims, where they stand, and disputes.")
  static final class Listing implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--state",
        paramLabel = "WORD",
        description =
            "Only those that are pending, granted, refused, expired, withdrawn or set-aside.")
    private String state = "";

    Listing(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      List<String> states = Arrays.stream(ClaimState.values()).map(ClaimState::word).toList();
      if (!state.isEmpty() && !states.contains(state)) {
        throw Errors.noClaimState(state, states);
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        Map<String, String> names = open.names();
        List<ClaimStatus> claims =
            open.trust().claims().list().stream()
                .filter(each -> state.isEmpty() || each.state().word().equals(state))
                .toList();
        Table disputes = new Table().row("dispute", "claim", "by", "opened", "outcome", "ground");
        List<Object> contested = new ArrayList<>();
        for (Dispute dispute : open.trust().disputes().list()) {
          String outcome = open.trust().disputes().outcome(dispute.id());
          disputes.row(
              dispute.id(),
              dispute.claimId(),
              names.getOrDefault(dispute.partyId(), dispute.partyId()),
              dispute.opened(),
              outcome.isEmpty() ? "open" : outcome,
              dispute.ground());
          contested.add(json(dispute, outcome));
        }
        context.answer(
            (claims.isEmpty() ? "no claims\n" : table(claims))
                + (contested.isEmpty() ? "" : "\n" + disputes),
            Map.of(
                "claims",
                claims.stream().map(ClaimStatus::toJson).toList(),
                "disputes",
                contested));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "verify",
      description = {
        "Looks whether the place that is claimed says that the claim is right, and grants it then.",
        "Ends with code 1 if it does not."
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "CLAIM", description = "Id of the claim.")
    private String claim = "";

    @Option(
        names = "--connect-to",
        paramLabel = "NAME=HOST:PORT",
        split = ",",
        description = "Where a host is reached instead of by DNS; repeat for more.")
    private List<String> connectTo = new ArrayList<>();

    @Option(
        names = "--dns",
        paramLabel = "HOST:PORT",
        description = "The DNS server to ask (default: the system's).")
    private String dns = "";

    @Option(names = "--dry-run", description = "Only looks; grants nothing.")
    private boolean dryRun;

    @Option(names = "--on", paramLabel = "DATE", description = "Day of granting (default: today).")
    private @Nullable LocalDate day;

    Verify(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      ConnectTo named = Arguments.checked(() -> ConnectTo.parse(connectTo));
      if (!dns.isEmpty()) {
        Arguments.checked(() -> ConnectTo.parse(List.of("dns=" + dns)));
      }
      LocalDate granted = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        ClaimStatus status = open.trust().claims().status(claim);
        PublicWeb web = new PublicWeb(named, dns, System::nanoTime, new SecureRandom());
        PublicPlaces places = PublicPlaces.of(web::texts, web::page, web::plainText);
        List<ControlCheck.Look> looks = new ControlCheck(places).look(status.claim());
        var proof = ControlCheck.proof(looks);
        if (proof.isPresent() && !dryRun) {
          status = open.trust().claims().grant(claim, proof.get().method(), granted);
        }
        Table table = new Table().row("way", "place", "outcome");
        looks.forEach(look -> table.row(look.method(), look.place(), look.outcome()));
        context.answer(
            table + (proof.isPresent() ? table(List.of(status)) : "nothing there says it yet"),
            Map.of("proven", proof.isPresent(), "looks", looks(looks), "claim", status.toJson()));
        return proof.isPresent() ? ExitCode.OK : ExitCode.FOUND;
      }
    }

    private static List<Object> looks(List<ControlCheck.Look> looks) {
      return looks.stream()
          .<Object>map(
              look ->
                  Map.of(
                      "method", look.method(),
                      "place", look.place(),
                      "found", look.found(),
                      "outcome", look.outcome()))
          .toList();
    }
  }

  /** What decides of one claim, on a day. */
  private abstract static class Deciding implements Callable<Integer> {
    @Mixin final Context context;

    @Parameters(paramLabel = "CLAIM", description = "Id of the claim.")
    String claim = "";

    @Option(names = "--on", paramLabel = "DATE", description = "Day that counts (default: today).")
    private @Nullable LocalDate day;

    Deciding(Surroundings around) {
      this.context = new Context(around);
    }

    abstract ClaimStatus decide(OpenTrust open, LocalDate on) throws IOException;

    @Override
    public Integer call() throws IOException {
      LocalDate on = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        ClaimStatus status = decide(open, on);
        context.answer(table(List.of(status)), Map.of("claim", status.toJson()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "grant", description = "Grants a claim that was shown to be right by hand.")
  static final class Grant extends Deciding {
    @Option(
        names = "--evidence",
        required = true,
        paramLabel = "WORDS",
        description = "How; stays with the books for ever, so without private words.")
    private String evidence = "";

    Grant(Surroundings around) {
      super(around);
    }

    @Override
    ClaimStatus decide(OpenTrust open, LocalDate on) throws IOException {
      return open.trust().claims().grant(claim, evidence, on);
    }
  }

  @Command(name = "refuse", description = "Refuses a pending claim.")
  static final class Refuse extends Deciding {
    @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "Why.")
    private String reason = "";

    Refuse(Surroundings around) {
      super(around);
    }

    @Override
    ClaimStatus decide(OpenTrust open, LocalDate on) throws IOException {
      return open.trust().claims().refuse(claim, reason, on);
    }
  }

  @Command(name = "withdraw", description = "Takes a pending claim back for its claimant.")
  static final class Withdraw extends Deciding {
    Withdraw(Surroundings around) {
      super(around);
    }

    @Override
    ClaimStatus decide(OpenTrust open, LocalDate on) throws IOException {
      return open.trust().claims().withdraw(claim, on);
    }
  }

  @Command(
      name = "dispute",
      description = "Contests a claim; what it brought and was not paid out is held.")
  static final class Contest implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "CLAIM", description = "Id of the claim.")
    private String claim = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who contests it.")
    private String by = "";

    @Option(
        names = "--ground",
        required = true,
        paramLabel = "WORDS",
        description = "Why; stays with the books for ever, so without private words.")
    private String ground = "";

    @Option(names = "--on", paramLabel = "DATE", description = "Day that counts (default: today).")
    private @Nullable LocalDate day;

    Contest(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Arguments.requireName("--by", RightsHolder.ROLE, by);
      LocalDate on = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        Dispute dispute = open.trust().disputes().open(claim, by, ground, on);
        ClaimStatus status = open.trust().claims().status(claim);
        String outcome = open.trust().disputes().outcome(dispute.id());
        context.answer(
            "dispute " + dispute.id() + "\n" + table(List.of(status)),
            Map.of("dispute", json(dispute, outcome), "claim", status.toJson()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "resolve", description = "Ends a dispute, and releases or returns what it held.")
  static final class Resolve implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "DISPUTE", description = "Id of the dispute.")
    private String dispute = "";

    @Option(
        names = "--outcome",
        required = true,
        paramLabel = "WORD",
        description = "upheld, dismissed, settled, or partially-upheld with --except.")
    private String outcome = "";

    @Option(
        names = "--except",
        paramLabel = PLACE,
        description = "A part that is taken out of the claim; repeat for more.")
    private List<String> except = new ArrayList<>();

    @Option(names = "--reason", required = true, paramLabel = "WORDS", description = "Why.")
    private String reason = "";

    @Option(names = "--on", paramLabel = "DATE", description = "Day that counts (default: today).")
    private @Nullable LocalDate day;

    Resolve(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      if (!DisputeResolved.OUTCOMES.contains(outcome)) {
        throw new UsageException(
            "\""
                + outcome
                + "\" is no outcome: expected one of "
                + String.join(", ", DisputeResolved.OUTCOMES));
      }
      List<ClaimScope> parts =
          Arguments.checked(() -> except.stream().map(ClaimScope::parse).toList());
      LocalDate on = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        ClaimStatus status = open.trust().disputes().resolve(dispute, outcome, parts, reason, on);
        context.answer(
            "dispute " + dispute + " is " + outcome + "\n" + table(List.of(status)),
            Map.of("dispute", dispute, "outcome", outcome, "claim", status.toJson()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "expire", description = "Ends claims and disputes that were not settled in time.")
  static final class Expire implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--on", paramLabel = "DATE", description = "Day that counts (default: today).")
    private @Nullable LocalDate day;

    Expire(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      LocalDate on = context.day(day);
      try (OpenTrust open = OpenTrust.open(context)) {
        List<Dispute> dismissed = open.trust().disputes().expire(on);
        List<ClaimStatus> expired = open.trust().claims().expire(on);
        context.answer(
            Table.counted(expired.size(), "claim")
                + " expired, "
                + Table.counted(dismissed.size(), "dispute")
                + " dismissed\n"
                + (expired.isEmpty() ? "" : table(expired)),
            Map.of(
                "expired", expired.stream().map(ClaimStatus::toJson).toList(),
                "dismissed", dismissed.stream().map(Dispute::id).toList()));
      }
      return ExitCode.OK;
    }
  }

  private static Map<String, Object> json(Dispute dispute, String outcome) {
    return Map.of(
        "dispute", dispute.id(),
        "claim", dispute.claimId(),
        "party", dispute.partyId(),
        "opened", dispute.opened().toString(),
        "ground", dispute.ground(),
        "outcome", outcome);
  }

  private static String table(List<ClaimStatus> claims) {
    Table table =
        new Table().row("claim", "state", "share", "place", "claimant", "credited", "held");
    for (ClaimStatus status : claims) {
      StringBuilder place = new StringBuilder(status.claim().scope().toString());
      status.except().forEach(part -> place.append(" but ").append(part));
      table.row(
          status.claim().id(),
          status.state().word() + (status.isHeld() ? ", contested" : ""),
          status.claim().share().percent(),
          place,
          status.claim().name(),
          Table.amounts(status.credited().values()),
          Table.amounts(status.held().values()));
    }
    return table.toString();
  }
}
