package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunLock;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.RepetitionSearch;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.Deed;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.Escheat;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.deed.Ownership;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "deed",
    description = "Sets what holds for all agreements: keys, co-owners, resolutions.",
    subcommands = {
      DeedCommand.KeyCommand.class,
      DeedCommand.OwnersCommand.class,
      DeedCommand.TwinsCommand.class,
      DeedCommand.RepetitionCommand.class,
      DeedCommand.CreditCommand.class,
      DeedCommand.EscheatCommand.class
    })
final class DeedCommand {

  @Command(
      name = "key",
      description = "Sets how amounts due are split from a day on, in place of what offers say.")
  static final class KeyCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day.")
    private @Nullable LocalDate from;

    @Option(
        names = "--split",
        required = true,
        paramLabel = "SHARES",
        description =
            "Administration, reserve, commons, rights holders, as \"10%% 5%% 15%% 70%%\"; of three"
                + " shares none is a reserve.")
    private String split = "";

    KeyCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      DistributionKey key = Arguments.checked(() -> DistributionKey.parse(split));
      LocalDate first = context.day(from);
      try (OpenTrust open = OpenTrust.open(context)) {
        DatedKey dated = open.trust().deed().publishKey(first, key);
        context.answer(
            "distribution key " + dated.id() + " from " + first + ": " + LicenseCommand.shares(key),
            Map.of(
                "distributionKey", dated.id(), "from", first.toString(), "key", key.canonical()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "owners", description = "Records how co-owners share what a holder earns.")
  static final class OwnersCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--holder",
        required = true,
        paramLabel = "NAME",
        description = "The rights holder, as releases name it.")
    private String holder = "";

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day.")
    private @Nullable LocalDate from;

    @Option(
        names = "--owner",
        required = true,
        paramLabel = "NAME=SHARE",
        description = "A co-owner and its share, as \"Ada=1/3\"; repeat for each.")
    private List<String> owners = new ArrayList<>();

    OwnersCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Arguments.requireName("--holder", RightsHolder.ROLE, holder);
      LocalDate first = context.day(from);
      List<Ownership.Owner> shares =
          Arguments.checked(() -> owners.stream().map(OwnersCommand::owner).toList());
      for (Ownership.Owner owner : shares) {
        Arguments.requireName("--owner", RightsHolder.ROLE, owner.name());
      }
      // Only to say what is wrong with the shares before anything is opened.
      Arguments.checked(() -> new Ownership("", holder, first, shares));
      try (OpenTrust open = OpenTrust.open(context)) {
        Ownership agreed = open.trust().deed().agreeOwnership(holder, first, shares);
        context.answer(
            "ownership "
                + agreed.id()
                + ": \""
                + holder
                + "\" from "
                + first
                + " is shared by "
                + agreed.text(),
            Map.of("ownership", agreed.id(), "party", agreed.partyId(), "from", first.toString()));
      }
      return ExitCode.OK;
    }

    private static Ownership.Owner owner(String text) {
      int at = text.lastIndexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" names no share: expected NAME=SHARE, as in Ada=1/3");
      }
      return new Ownership.Owner(text.substring(0, at), Ratio.parse(text.substring(at + 1)));
    }
  }

  @Command(
      name = "twins",
      description = "Records which documents the run took for one text of several rights holders.")
  static final class TwinsCommand implements Callable<Integer> {
    @Mixin private final Context context;

    TwinsCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      String releaseId = Release.open(context.release(null)).id();
      List<TwinGroup> groups = RunTwins.of(context.run());
      try (OpenTrust open = OpenTrust.open(context)) {
        boolean recorded = open.trust().deed().recordTwins(releaseId, groups);
        context.answer(
            releaseId
                + ": "
                + Table.counted(groups.size(), "group")
                + " of duplicates of several rights holders"
                + (recorded ? "" : ", recorded before"),
            Map.of("release", releaseId, "groups", groups.size(), "repeated", !recorded));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "repetition",
      description =
          "Records what documents repeat of themselves or copy of earlier ones, which then earns"
              + " nothing.")
  static final class RepetitionCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(
        paramLabel = "RELEASE",
        arity = "0..1",
        description =
            "Folder or id of the release; its run is needed, too, unless --release-only is given"
                + " (default: the run's own).")
    private @Nullable String release;

    @Option(
        names = "--release-only",
        description =
            "Looks at each document by itself: what a release alone can tell, and no copies.")
    private boolean releaseOnly;

    @Mixin private final MasterOption master = new MasterOption();

    RepetitionCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Release opened = Release.open(context.release(release));
      EngineSettings settings = Arguments.checked(() -> EngineSettings.of(master.value()));
      Optional<Repetitions> before = recorded(opened.id());
      if (before.isPresent()) {
        answer(opened, before.get(), false);
        return ExitCode.OK;
      }
      // Nobody is kept from the ledger while all tokens are read.
      Repetitions found = releaseOnly ? within(opened.id()) : searched(opened, settings);
      try (OpenTrust open = OpenTrust.open(context)) {
        answer(opened, found, open.trust().deed().recordRepetitions(opened.id(), found));
      }
      return ExitCode.OK;
    }

    private Optional<Repetitions> recorded(String releaseId) throws IOException {
      try (OpenTrust open = OpenTrust.openReadOnly(context)) {
        return open.trust().deed().repetitions(releaseId);
      }
    }

    private Repetitions within(String releaseId) throws IOException {
      try (OpenTrust open = OpenTrust.openReadOnly(context)) {
        return open.trust().deed().repetitionsWithin(releaseId);
      }
    }

    /** Searches the run that made the release: only it knows when what was captured. */
    @SuppressWarnings("try") // The lock is held, not used.
    private Repetitions searched(Release opened, EngineSettings settings) throws IOException {
      if (!context.hasRun()) {
        throw Errors.noRunOf(opened.id(), "there is none here");
      }
      RunFolder run = context.run();
      try (RunLock lock = run.lock();
          Engine engine = new Engine(settings, run.root().resolve(Walk.SCRATCH))) {
        requireMade(run, opened.id());
        engine.sweep();
        return RepetitionSearch.of(
            run,
            opened.content().tokenizer(),
            Deed.MAX_REPETITIONS + 1,
            engine,
            context.progress());
      }
    }

    private static void requireMade(RunFolder run, String releaseId) throws IOException {
      if (run.mark(StageName.RELEASE).isEmpty()) {
        throw Errors.noRunOf(releaseId, run.root() + " has not made one yet");
      }
      String made = Release.open(run.folder(StageName.RELEASE)).id();
      if (!made.equals(releaseId)) {
        throw Errors.noRunOf(releaseId, run.root() + " made " + made);
      }
    }

    private void answer(Release opened, Repetitions found, boolean now) {
      long all = opened.content().shards().stream().mapToLong(ReleasedShard::documents).sum();
      String compared =
          found.compared() == 0
              ? "no document was compared with earlier ones"
              : String.format(
                  Locale.ROOT,
                  "%,d of %s compared with earlier ones",
                  found.compared(),
                  Table.counted(all, "document") + (all == 1 ? " was" : " were"));
      context.answer(
          opened.id()
              + ": "
              + Table.counted(found.documents().size(), "document")
              + " of which a "
              + Repetition.PART_OF
              + "th or more is repeated or copied, "
              + Table.counted(found.repeatedTokens(), "token")
              + " that earn nothing; "
              + compared
              + (now ? "" : ", recorded before"),
          Map.of(
              "release", opened.id(),
              "documents", found.documents().size(),
              "repeatedTokens", Long.toString(found.repeatedTokens()),
              "comparedDocuments", found.compared(),
              "repeated", !now));
    }
  }

  @Command(name = "credit", description = "Sets who is credited for duplicates from a day on.")
  static final class CreditCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day.")
    private @Nullable LocalDate from;

    @Option(
        names = "--policy",
        required = true,
        paramLabel = "WORD",
        description =
            "first-evidenced-capture (without any), equal-split over rights holders, or survivor.")
    private String policy = "";

    CreditCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      TwinPolicy asked = Arguments.checked(() -> TwinPolicy.of(policy));
      LocalDate first = context.day(from);
      try (OpenTrust open = OpenTrust.open(context)) {
        open.trust().deed().decideTwinPolicy(first, asked);
        context.answer(
            "from " + first + " duplicates are credited by " + asked.word(),
            Map.of("from", first.toString(), "policy", asked.word()));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "escheat",
      description = "Gives what nobody claimed of old statements to the commons, by resolution.")
  static final class EscheatCommand implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--through",
        required = true,
        paramLabel = "YYYY-MM",
        description = "The last month of statements that it is about.")
    private String through = "";

    @Option(
        names = "--text",
        required = true,
        paramLabel = "FILE",
        description = "The resolution, with its votes.")
    private Path text = Path.of("");

    @Option(names = "--on", paramLabel = "DATE", description = "Day that counts (default: today).")
    private @Nullable LocalDate day;

    EscheatCommand(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Period last = Arguments.checked(() -> Period.parse(through));
      LocalDate on = context.day(day);
      String words = Files.readString(context.around().path(text));
      try (OpenTrust open = OpenTrust.open(context)) {
        Escheat escheat = open.trust().deed().escheat(last, words, on);
        Map<String, Object> amounts = new TreeMap<>();
        escheat.amounts().forEach((currency, money) -> amounts.put(currency, money.decimal()));
        context.answer(
            "resolution "
                + escheat.id()
                + ": "
                + Table.counted(escheat.statements().size(), "statement")
                + " up to "
                + last
                + ", of which "
                + (amounts.isEmpty()
                    ? "nothing was left to give"
                    : Table.amounts(escheat.amounts().values()) + " goes to the commons fund"),
            Map.of(
                "resolution", escheat.id(),
                "through", last.toString(),
                "statements", escheat.statements(),
                "amounts", amounts));
      }
      return ExitCode.OK;
    }
  }
}
