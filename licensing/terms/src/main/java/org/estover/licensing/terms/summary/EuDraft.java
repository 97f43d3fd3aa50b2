package org.estover.licensing.terms.summary;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.summary.EuAnswer.Origin;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.Removal;
import org.jspecify.annotations.Nullable;

/**
 * Fills the template: what follows from a release, the order and the ledger is computed, what the
 * provider states is taken as it is and said to be so, and the rest is said to be missing.
 *
 * <p>In 2.1 stand the sources that the trust took from dumps and archives, in 2.3 those that it
 * crawled, in 2.2.1 the agreement with the trust. Shares are of the tokens of the summary's
 * subject: of a training run those that it read.
 */
public final class EuDraft {

  private static final String TEXT = "text";
  private static final List<String> RIGHTS_RULES =
      List.of("rights-denied", "license-required", "withdrawn");

  private final Release release;
  private final TrainedContent content;
  private final String trust;
  private final String crawler;
  private final Map<EuField, String> stated;
  private final Map<EuField, EuAnswer> answers = new EnumMap<>(EuField.class);

  /**
   * A summary that is to be filled.
   *
   * @param trust the trust's name
   * @param crawler how the trust's crawler calls itself
   * @param stated what the provider says, by field
   */
  public EuDraft(
      Release release,
      TrainedContent content,
      String trust,
      String crawler,
      Map<EuField, String> stated) {
    this.release = release;
    this.content = content;
    this.trust = trust;
    this.crawler = crawler;
    this.stated = Map.copyOf(stated);
  }

  /**
   * The summary of a release, as its trust hands it to providers.
   *
   * @param day of the update
   */
  public EuSummary ofRelease(String day, boolean smallProvider) {
    computed(
        EuField.SIZE, size(0, "in " + EuText.count(release.content().documents(), "document")));
    return finish(release.id(), day, smallProvider);
  }

  /** The summary of a training run under an agreement with the trust. */
  public EuSummary ofTrainingRun(
      TrainingRun run, @Nullable Agreement agreement, String day, boolean smallProvider) {
    computed(EuField.MODEL, "training run \"" + run.name() + "\" (" + run.id() + ")");
    computed(
        EuField.SIZE,
        size(
            run.foreignTokens(),
            "each time it was read, in "
                + EuText.count(run.steps(), "step")
                + " of "
                + EuText.count(run.sequencesPerStep(), "sequence")
                + (run.foreignTokens() == 0
                    ? ""
                    : "; and "
                        + EuText.count(run.foreignTokens(), "token")
                        + " of other data, as the developer declared")));
    if (agreement != null) {
      computed(
          EuField.LICENSED,
          "yes, with " + trust + ": agreement " + agreement.id() + " from " + agreement.from());
      computed(EuField.LICENSED_MODALITIES, TEXT);
    }
    return finish(run.id(), day, smallProvider);
  }

  private EuSummary finish(String subject, String day, boolean smallProvider) {
    computed(EuField.LAST_UPDATE, day);
    computed(EuField.MODALITY, TEXT);
    computed(
        EuField.CONTENT_TYPES,
        "sources of "
            + release.id()
            + " ("
            + release.content().name()
            + "): "
            + sources(true, true));
    publicDatasets();
    Domains domains = Domains.largest(content.domains(), smallProvider);
    crawl(domains, smallProvider);
    processing();
    for (EuField field : EuField.values()) {
      String said = stated.get(field);
      if (said != null) {
        answers.merge(
            field,
            new EuAnswer(said, Origin.STATED),
            (computed, own) ->
                new EuAnswer(computed.text() + ". The provider adds: " + said, Origin.COMPUTED));
      }
      answers.putIfAbsent(
          field, new EuAnswer("not stated; give it as \"" + field.key() + "\"", Origin.MISSING));
    }
    return new EuSummary(subject, answers, domains);
  }

  private void computed(EuField field, String text) {
    answers.put(field, new EuAnswer(text, Origin.COMPUTED));
  }

  private String size(long foreignTokens, String how) {
    return EuText.sizeClass(Math.addExact(content.tokens(), foreignTokens))
        + ": "
        + EuText.count(content.tokens(), "token")
        + " of the trust's data, "
        + how;
  }

  /** Sources with their tokens and shares, the crawled ones or the others or both. */
  private String sources(boolean crawled, boolean others) {
    return content.sources().entrySet().stream()
        .filter(source -> content.crawled().contains(source.getKey()) ? crawled : others)
        .map(source -> source(source.getKey(), source.getValue()))
        .collect(Collectors.joining("; "));
  }

  private String source(String name, long tokens) {
    return name
        + ", "
        + EuText.count(tokens, "token")
        + " ("
        + EuText.percent(tokens, content.tokens())
        + ")";
  }

  private void publicDatasets() {
    String large =
        content.sources().entrySet().stream()
            .filter(source -> !content.crawled().contains(source.getKey()))
            .filter(source -> EuText.isLarge(source.getValue(), content.tokens()))
            .map(source -> source(source.getKey(), source.getValue()))
            .collect(Collectors.joining("; "));
    String others =
        content.sources().entrySet().stream()
            .filter(source -> !content.crawled().contains(source.getKey()))
            .filter(source -> !EuText.isLarge(source.getValue(), content.tokens()))
            .map(source -> source(source.getKey(), source.getValue()))
            .collect(Collectors.joining("; "));
    boolean any = !large.isEmpty() || !others.isEmpty();
    computed(
        EuField.PUBLIC_USED,
        any ? "yes, as published by " + trust + " in " + release.id() : "no, of the trust's data");
    computed(EuField.PUBLIC_MODALITIES, any ? TEXT : "none");
    computed(EuField.PUBLIC_LARGE, large.isEmpty() ? "none" : large);
    computed(EuField.PUBLIC_OTHERS, others.isEmpty() ? "none" : others);
  }

  private void crawl(Domains domains, boolean smallProvider) {
    boolean any = content.crawledTokens() > 0;
    computed(EuField.CRAWLED, any ? "yes, by " + trust : "no, of the trust's data");
    computed(EuField.CRAWL_MODALITIES, any ? TEXT : "none");
    computed(EuField.CRAWL_CONTENT, any ? "public web pages: " + sources(true, false) : "none");
    computed(
        EuField.CRAWL_DOMAINS,
        any
            ? "the largest "
                + EuText.count(domains.listed().size(), "domain")
                + " of "
                + domains.all()
                + " by tokens ("
                + (smallProvider ? "5 %, at most 1,000" : "10 %")
                + ")"
            : "none");
    if (any) {
      computed(EuField.CRAWLER_NAMES, crawler);
      computed(EuField.CRAWL_PURPOSES, "a training corpus of a public data trust");
      computed(
          EuField.CRAWL_BEHAVIOUR,
          "asks for robots.txt first and again at every redirect (RFC 9309), names itself, one"
              + " request to a host at a time with the plan's delay, solves no captchas, passes no"
              + " paywalls or logins");
    } else {
      for (EuField field :
          List.of(
              EuField.CRAWLER_NAMES,
              EuField.CRAWL_PURPOSES,
              EuField.CRAWL_BEHAVIOUR,
              EuField.CRAWL_PERIOD)) {
        computed(field, "none");
      }
    }
  }

  private void processing() {
    computed(
        EuField.TDM,
        "the trust reads robots.txt, AIPREF Content-Usage, Content-Signal, TDMRep, RSL,"
            + " X-Robots-Tag, robots meta and rel=license with every page, before it is kept; the"
            + " strictest answer decides, before any comparison of documents. Removed: "
            + removals(true)
            + ". Later withdrawals are masked, left out of the next release, and told to holders");
    computed(
        EuField.ILLEGAL, "documents removed by the trust's rules, by stage: " + removals(false));
    computed(
        EuField.OTHER_PROCESSING,
        "every token's document, source, license and rights holder, and the order of training are"
            + " recorded in "
            + release.id()
            + " (manifest SHA-256 "
            + release.manifest().contentSha256()
            + ") and can be reconstructed step by step");
  }

  private String removals(boolean ofRights) {
    String removed =
        release.content().removals().stream()
            .filter(removal -> RIGHTS_RULES.contains(removal.rule()) == ofRights)
            .map(EuDraft::text)
            .collect(Collectors.joining("; "));
    return removed.isEmpty() ? "none" : removed;
  }

  private static String text(Removal removal) {
    return EuText.count(removal.documents(), "document") + " by " + removal.rule();
  }
}
