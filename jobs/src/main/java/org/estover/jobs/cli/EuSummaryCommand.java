package org.estover.jobs.cli;

import crawlercommons.domains.PaidLevelDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.ledger.Ledger;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.summary.EuDraft;
import org.estover.licensing.terms.summary.EuField;
import org.estover.licensing.terms.summary.EuSummary;
import org.estover.licensing.terms.summary.TrainedContent;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "eu-summary",
    description = {
      "Fills the EU's public summary of training content (AI Act, Article 53(1)(d)).",
      "What follows from the release, the order of the training and the ledger is computed; what"
          + " only a provider knows is taken from --facts, and said to be missing otherwise."
    })
final class EuSummaryCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  @Option(
      names = "--training-run",
      paramLabel = "RUN",
      description =
          "Instead: of what a registered training run, by its id or name, read, each time counted.")
  private @Nullable String trainingRun;

  @Option(
      names = "--facts",
      paramLabel = "FILE",
      description =
          "What the provider states, a line per field: KEY: TEXT. The keys stand in the answer.")
  private @Nullable Path facts;

  @Option(
      names = "--sme",
      description = "For a small or medium provider: the largest 5 %% of domains, at most 1,000.")
  private boolean small;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "Day of the update, as YYYY-MM-DD (default: today).")
  private @Nullable LocalDate date;

  @Option(names = "--html", description = "Answers with a page of HTML.")
  private boolean html;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the answer into this file, which must not be there.")
  private @Nullable Path out;

  EuSummaryCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (release != null && trainingRun != null) {
      throw Errors.oneOf("RELEASE", "--training-run");
    }
    if (html && context.json()) {
      throw Errors.oneOf("--html", "--json");
    }
    Path file = out == null ? null : context.around().path(out);
    if (file != null && Files.exists(file)) {
      throw Errors.exists(file);
    }
    EuSummary summary = summary();
    String text =
        html
            ? summary.html()
            : context.json()
                ? Json.text(summary.toJson()) + "\n"
                : summary.text() + missing(summary);
    if (file == null) {
      context.around().out().print(html || context.json() ? text : Terminal.safe(text));
    } else {
      Files.writeString(file, text);
      context.answer(
          context.wrote(List.of(file)),
          Map.of("file", file.toString(), "missing", keys(summary.missing())));
    }
    return ExitCode.OK;
  }

  private EuSummary summary() throws IOException {
    Map<EuField, String> stated = stated();
    LocalDate day = context.day(date);
    String id = trainingRun;
    if (id != null) {
      return ofTrainingRun(id, stated, day.toString());
    }
    Release opened = Release.open(context.release(release));
    TrainedContent content = TrainedContent.of(opened, EuSummaryCommand::domain);
    return new EuDraft(opened, content, trust(), WebCrawler.USER_AGENT, stated)
        .ofRelease(day.toString(), small);
  }

  private String trust() throws IOException {
    if (!OpenTrust.exists(context)) {
      return OpenTrust.DEFAULT_NAME;
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      return Trust.open(ledger, context.releases()).self().name();
    }
  }

  private EuSummary ofTrainingRun(String id, Map<EuField, String> stated, String day)
      throws IOException {
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      Trust trust = Trust.open(ledger, context.releases());
      TrainingRun run =
          OpenTrust.chosen(
              "training run",
              "--training-run",
              id,
              trust.trainingRuns(),
              TrainingRun::id,
              TrainingRun::name);
      try (Reconstruct order = trust.releases().ordered(run.releaseId(), run.orderId())) {
        long positions = Math.multiplyExact(run.steps(), (long) run.sequencesPerStep());
        TrainedContent content = TrainedContent.of(order, positions, EuSummaryCommand::domain);
        return new EuDraft(
                order.release(), content, trust.self().name(), WebCrawler.USER_AGENT, stated)
            .ofTrainingRun(run, agreement(trust, run).orElse(null), day, small);
      }
    }
  }

  private static Optional<Agreement> agreement(Trust trust, TrainingRun run) throws IOException {
    Optional<String> id =
        trust.grants().stream()
            .filter(grant -> grant.id().equals(run.grantId()))
            .map(Grant::agreementId)
            .findFirst();
    return trust.agreements().stream()
        .filter(agreement -> id.filter(agreement.id()::equals).isPresent())
        .findFirst();
  }

  /** What is registered of a host, by the list of public suffixes; of a number, the number. */
  private static String domain(String host) {
    String domain = PaidLevelDomain.getPLD(host);
    return domain == null || domain.isEmpty() ? host : domain;
  }

  private Map<EuField, String> stated() throws IOException {
    Map<EuField, String> stated = new EnumMap<>(EuField.class);
    if (facts == null) {
      return stated;
    }
    Path file = context.around().path(facts);
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      String key = colon < 0 ? line.strip() : line.substring(0, colon).strip();
      String text = colon < 0 ? "" : line.substring(colon + 1).strip();
      Optional<EuField> field = EuField.of(key);
      if (field.isEmpty() || text.isEmpty() || stated.put(field.get(), text) != null) {
        throw Errors.noFact(file, number, line, keys(Arrays.asList(EuField.values())));
      }
    }
    return stated;
  }

  private static String missing(EuSummary summary) {
    List<EuField> missing = summary.missing();
    return missing.isEmpty()
        ? ""
        : "\nmissing, as only the provider knows it; state it with --facts: "
            + String.join(", ", keys(missing))
            + "\n";
  }

  private static List<String> keys(List<EuField> fields) {
    return fields.stream().map(EuField::key).toList();
  }
}
