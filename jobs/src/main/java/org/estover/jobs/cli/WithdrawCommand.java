package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.withdrawal.Notice;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "withdraw",
    description = {
      "Takes a URL, a host or a document down, masks it, tells holders, and shows what that"
          + " touches.",
      "From then on its text and tokens are masked in what the trust hands out, and no later"
          + " release holds it. Published releases and copies elsewhere stay as they are: those who"
          + " have one get a notice."
    })
final class WithdrawCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "URL|HOST|DOC",
      arity = "0..1",
      description = "URL, host with all below it, or document id (doc_...).")
  private @Nullable String wanted;

  @Option(
      names = {"--impact", "--dry-run"},
      description = "Only shows what it would touch; takes nothing down.")
  private boolean dryRun;

  @Option(
      names = "--unseen",
      description = "Also takes down what no release and not the last run holds.")
  private boolean unseen;

  @Option(
      names = "--masks",
      description = "Instead: makes the masks of all published releases again from the ledger.")
  private boolean masks;

  @Option(
      names = "--notices",
      description = "Instead: records the notices that are due, and lists all.")
  private boolean notices;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --notices: writes those not acknowledged yet, a file each, to be sent.")
  private @Nullable Path out;

  @Option(
      names = "--acknowledge",
      paramLabel = "NOTICE",
      description = "Instead: records that a party received a notice (ntc_...) and acted on it.")
  private @Nullable String acknowledged;

  WithdrawCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    long asked =
        Stream.of(wanted != null, masks, notices, acknowledged != null).filter(is -> is).count();
    if (asked != 1) {
      throw Errors.oneOf("URL|HOST|DOC", "one of --masks, --notices and --acknowledge");
    }
    if (out != null && !notices) {
      throw Errors.onlyWith("--out", "--notices");
    }
    try (OpenTrust open = OpenTrust.open(context)) {
      String request = wanted;
      String notice = acknowledged;
      if (request != null) {
        withdraw(open, request);
      } else if (notice != null) {
        acknowledge(open, notice);
      } else if (masks) {
        mask(open);
      } else {
        list(open);
      }
    }
    return ExitCode.OK;
  }

  private void withdraw(OpenTrust open, String request) throws IOException {
    WithdrawalImpact impact = open.trust().impact(request);
    boolean named = impact.hasFormOfName();
    boolean meant = !impact.isEmpty() || (unseen && named) || isInTheLastRun(request);
    if (!meant && !named) {
      throw Errors.notADocument(request);
    }
    List<Notice> told = List.of();
    if (!dryRun) {
      impact = meant ? open.trust().withdrawUnseen(request) : open.trust().withdraw(request);
      String caseId = impact.caseId();
      told =
          open.trust().withdrawals().notices().stream()
              .filter(notice -> notice.caseId().equals(caseId))
              .toList();
    }
    Map<String, Object> data = new HashMap<>();
    data.put("case", impact.caseId());
    data.put("kind", impact.kind().word());
    data.put("dryRun", dryRun);
    data.put("documents", Long.toString(impact.documents()));
    data.put("unread", impact.unread());
    data.put("releases", impact.releases().stream().map(WithdrawCommand::json).toList());
    data.put("notices", told.stream().map(WithdrawCommand::json).toList());
    context.answer(impact.text() + people(open, impact, meant, told), data);
  }

  private String people(OpenTrust open, WithdrawalImpact impact, boolean meant, List<Notice> told)
      throws IOException {
    if (dryRun) {
      return meant
          ? "nothing was taken down"
          : "nothing was taken down, and nothing would be: check how it is written, or say with"
              + " --unseen that it shall stay out of all later releases";
    }
    StringBuilder people = new StringBuilder();
    if (!impact.isEmpty()) {
      people.append(
          String.format(
              Locale.ROOT,
              "masked in what is handed out: %s of %s; copies elsewhere stay as they are%n",
              Table.counted(impact.documents(), "document"),
              Table.counted(impact.releases().size(), "release")));
    }
    Map<String, String> names = names(open);
    told.forEach(
        notice ->
            people
                .append("notice ")
                .append(notice.id())
                .append(" to ")
                .append(names.getOrDefault(notice.partyId(), notice.partyId()))
                .append(notice.acknowledged() ? ", acknowledged\n" : "\n"));
    return people
        .append(told.isEmpty() ? "" : "next: estover withdraw --notices --out DIR writes them\n")
        .append("next: estover run PLAN makes the next release, without it")
        .toString();
  }

  /** Whether the run saw it, published or not: then its name is no slip. */
  private boolean isInTheLastRun(String request) throws IOException {
    return context.hasRun() && !Fate.of(context.run(), request).isEmpty();
  }

  private void mask(OpenTrust open) throws IOException {
    SortedMap<String, String> unread = new TreeMap<>();
    SortedMap<String, Long> masked = open.trust().withdrawals().mask(unread);
    StringBuilder people = new StringBuilder();
    masked.forEach(
        (release, documents) ->
            people
                .append(release)
                .append(": ")
                .append(Table.counted(documents, "masked document"))
                .append('\n'));
    unread.forEach(
        (release, why) ->
            people.append(release).append(" cannot be read: ").append(why).append('\n'));
    Map<String, String> counts = new TreeMap<>();
    masked.forEach((release, documents) -> counts.put(release, Long.toString(documents)));
    context.answer(people.toString(), Map.of("masked", counts, "unread", unread));
  }

  private void list(OpenTrust open) throws IOException {
    SortedMap<String, String> unread = new TreeMap<>();
    List<Notice> all = open.trust().withdrawals().sendNotices(unread);
    Map<String, String> names = names(open);
    List<Path> written = new ArrayList<>();
    Path folder = out == null ? null : context.around().path(out);
    StringBuilder people = new StringBuilder();
    if (!all.isEmpty()) {
      Table table = new Table().row("notice", "to", "about", "documents", "state");
      for (Notice notice : all) {
        table.row(
            notice.id(),
            names.getOrDefault(notice.partyId(), notice.partyId()),
            notice.request(),
            notice.documents(),
            notice.acknowledged() ? "acknowledged" : "open");
        if (folder != null && !notice.acknowledged()) {
          Path file = Files.createDirectories(folder).resolve(notice.id() + ".txt");
          Files.writeString(file, notice.text());
          written.add(file);
        }
      }
      people.append(table);
    }
    people.append(Table.counted(all.size(), "notice")).append('\n');
    unread.forEach(
        (release, why) ->
            people.append("not known of ").append(release).append(": ").append(why).append('\n'));
    List<String> stale = open.trust().withdrawals().staleCertificates();
    stale.forEach(id -> people.append("stale until acknowledged: ").append(id).append('\n'));
    people.append(context.wrote(written));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("staleCertificates", stale);
    data.put("notices", all.stream().map(WithdrawCommand::json).toList());
    data.put("unread", unread);
    data.put("files", written.stream().map(Path::toString).toList());
    context.answer(people.toString(), data);
  }

  private void acknowledge(OpenTrust open, String id) throws IOException {
    Notice notice = open.trust().withdrawals().acknowledge(id);
    context.answer(
        notice.id()
            + " of "
            + notice.caseId()
            + " is acknowledged by "
            + names(open).getOrDefault(notice.partyId(), notice.partyId()),
        json(notice));
  }

  private static Map<String, String> names(OpenTrust open) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (Party party : open.trust().parties()) {
      names.put(party.id(), party.name());
    }
    return names;
  }

  private static Map<String, Object> json(Notice notice) {
    return Map.of(
        "notice", notice.id(),
        "case", notice.caseId(),
        "party", notice.partyId(),
        "request", notice.request(),
        "releases", notice.releaseIds(),
        "documents", Long.toString(notice.documents()),
        "acknowledged", notice.acknowledged(),
        "text", notice.text());
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
        "steps", Long.toString(run.steps()),
        "firstStep", Long.toString(run.firstStep()),
        "lastStep", Long.toString(run.lastStep()),
        "tokens", Long.toString(run.tokens()),
        "lastCleanModelCheckpoint", run.lastClean(),
        "statementIds", run.statementIds());
  }
}
