package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.summary.Domains;
import org.estover.licensing.terms.summary.EuAnswer.Origin;
import org.estover.licensing.terms.summary.EuDraft;
import org.estover.licensing.terms.summary.EuField;
import org.estover.licensing.terms.summary.EuSummary;
import org.estover.licensing.terms.summary.TrainedContent;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.UsageLine;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.UriHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The EU's template, field by field. */
final class EuSummaryTest {

  /** What the template asks in each of its sections, in its order. */
  private static final List<String> TEMPLATE =
      List.of(
          "0 version",
          "0 last-update",
          "1.1 provider",
          "1.1 representative",
          "1.2 model",
          "1.2 model-dependencies",
          "1.2 placed-on-market",
          "1.3 modality",
          "1.3 size",
          "1.3 content-types",
          "1.3 latest-acquisition",
          "1.3 continuously-trained",
          "1.3 languages",
          "1.3 other-characteristics",
          "1.3 comments",
          "2.1 public-datasets",
          "2.1 public-modalities",
          "2.1 large-public-datasets",
          "2.1 other-public-datasets",
          "2.2.1 licensed",
          "2.2.1 licensed-modalities",
          "2.2.2 private-datasets",
          "2.2.2 private-modalities",
          "2.2.2 known-private-datasets",
          "2.2.2 other-private-datasets",
          "2.3 crawlers-used",
          "2.3 crawler-names",
          "2.3 crawl-purposes",
          "2.3 crawl-behaviour",
          "2.3 crawl-period",
          "2.3 crawl-content",
          "2.3 crawl-modalities",
          "2.3 crawl-domains",
          "2.4 model-interaction-data",
          "2.4 service-data",
          "2.4 services",
          "2.4 user-modalities",
          "2.5 synthetic-data",
          "2.5 synthetic-modalities",
          "2.5 synthetic-models",
          "2.6 other-sources",
          "3.1 code-of-practice",
          "3.1 tdm-measures",
          "3.2 illegal-content",
          "3.3 other-processing");

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  private EuSummary ofRelease(
      Release release, TrainedContent content, Map<EuField, String> stated) {
    return new EuDraft(release, content, "The Commons", "crawler/1", stated)
        .ofRelease("2026-11-27", false);
  }

  @Test
  void everyFieldOfTheTemplateIsThereInItsOrderAndSaysWhereItsAnswerIsFrom() throws IOException {
    Release release = release();
    TrainedContent content = content(release, "web");
    EuSummary summary = ofRelease(release, content, Map.of());
    assertThat(Arrays.stream(EuField.values()).map(f -> f.section() + " " + f.key()))
        .containsExactlyElementsOf(TEMPLATE);
    JsonObject json = JsonObject.of(summary.toJson());
    assertThat(json.objects("fields").stream().map(f -> f.text("section") + " " + f.text("field")))
        .containsExactlyElementsOf(TEMPLATE);
    for (EuField field : EuField.values()) {
      assertThat(summary.answer(field).text()).as(field.key()).isNotBlank();
      assertThat(summary.html()).contains("<tr id=\"" + field.key() + "\">", field.question());
      assertThat(summary.text()).contains("  " + field.question() + ": ");
      assertThat(EuField.of(field.key())).contains(field);
    }
    assertThat(summary.missing()).contains(EuField.PROVIDER, EuField.MODEL, EuField.SYNTHETIC);
    assertThat(json.texts("missing"))
        .isEqualTo(summary.missing().stream().map(EuField::key).toList());
    assertThat(ofRelease(release, content, Map.of())).isEqualTo(summary);
  }

  @Test
  void whatAReleaseSaysIsComputed() throws IOException {
    Release release = release();
    EuSummary summary = ofRelease(release, content(release, "web"), Map.of());
    String tokens = String.format(Locale.ROOT, "%,d tokens", release.content().tokens());
    assertThat(summary.subject()).isEqualTo(release.id());
    expect(summary, EuField.LAST_UPDATE, "2026-11-27");
    expect(summary, EuField.MODALITY, "text");
    expect(summary, EuField.SIZE, "less than 1 billion tokens: " + tokens, "60 documents");
    expect(summary, EuField.CONTENT_TYPES, "books, ", "code, ", "web, ", release.id());
    expect(summary, EuField.PUBLIC_USED, "yes", "The Commons", release.id());
    expect(summary, EuField.PUBLIC_LARGE, "books, ", "code, ");
    assertThat(summary.answer(EuField.PUBLIC_LARGE).text()).doesNotContain("web, ");
    expect(summary, EuField.PUBLIC_OTHERS, "none");
    expect(summary, EuField.CRAWLED, "yes, by The Commons");
    expect(summary, EuField.CRAWLER_NAMES, "crawler/1");
    expect(summary, EuField.CRAWL_BEHAVIOUR, "robots.txt", "RFC 9309");
    expect(summary, EuField.CRAWL_CONTENT, "public web pages: web, ");
    expect(summary, EuField.CRAWL_DOMAINS, "the largest 1 domain of 1 by tokens (10 %)");
    expect(summary, EuField.TDM, "TDMRep", "robots.txt", "RSL", "Removed: none");
    expect(summary, EuField.ILLEGAL, "none");
    expect(summary, EuField.OTHER_PROCESSING, release.manifest().contentSha256());
    assertThat(summary.answer(EuField.CRAWL_PERIOD).origin()).isEqualTo(Origin.MISSING);
    assertThat(summary.answer(EuField.LICENSED).origin()).isEqualTo(Origin.MISSING);

    EuSummary none = ofRelease(release, content(release), Map.of());
    expect(none, EuField.CRAWLED, "no");
    expect(none, EuField.CRAWL_PERIOD, "none");
    expect(none, EuField.CRAWL_DOMAINS, "none");
  }

  @Test
  void whatTheProviderStatesIsSaidToBeStatedAndAddedToWhatIsComputed() throws IOException {
    Release release = release();
    Map<EuField, String> stated = new EnumMap<>(EuField.class);
    stated.put(EuField.PROVIDER, "Dev <Ltd> & \"Sons\"");
    stated.put(EuField.SIZE, "twice that of others");
    EuSummary summary = ofRelease(release, content(release, "web"), stated);
    assertThat(summary.answer(EuField.PROVIDER).origin()).isEqualTo(Origin.STATED);
    assertThat(summary.answer(EuField.SIZE).origin()).isEqualTo(Origin.COMPUTED);
    expect(summary, EuField.SIZE, "The provider adds: twice that of others");
    assertThat(summary.html()).contains("Dev &lt;Ltd&gt; &amp; &quot;Sons&quot;");
    assertThat(summary.text()).contains("(stated)");
    assertThat(summary.missing()).doesNotContain(EuField.PROVIDER, EuField.SIZE);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTrainingRunIsWeightedByWhatItReadEachTimeCounted(long seed) throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(seed), "Model Makers");
    TrainingRun run =
        trust
            .trainings()
            .register(
                new DeclaredTraining(walk.grant().id(), "mixed", 20, 3, Optional.empty(), 77));
    TreeMap<String, Long> sources = new TreeMap<>();
    for (UsageLine line : run.usage().lines()) {
      sources.merge(line.source(), line.tokens(), Long::sum);
    }
    TrainedContent content;
    Release release = trust.releases().open(walk.releaseId());
    try (Reconstruct order = trust.releases().ordered(run.releaseId(), run.orderId())) {
      content = TrainedContent.of(order, 60, host -> host);
    }
    assertThat(content.sources()).isEqualTo(sources);
    assertThat(content.tokens()).isEqualTo(run.usage().tokens());
    EuSummary summary =
        new EuDraft(release, content, "The Commons", "crawler/1", Map.of())
            .ofTrainingRun(run, walk.agreement(), "2026-11-27", false);
    assertThat(summary.subject()).isEqualTo(run.id());
    expect(summary, EuField.MODEL, "\"mixed\"", run.id());
    expect(
        summary,
        EuField.SIZE,
        String.format(Locale.ROOT, "%,d tokens of the trust", run.usage().tokens()),
        "20 steps of 3 sequences",
        "77 tokens of other data, as the developer declared");
    expect(summary, EuField.LICENSED, walk.agreement().id(), "2026-01-01");
    expect(summary, EuField.LICENSED_MODALITIES, "text");
  }

  @Test
  void theDomainsOfCrawledSourcesAreCountedByWhatWasRead() throws IOException {
    Path crawled = folder.resolve("crawled");
    List<TinyRelease.Text> texts = TinyRelease.texts(1);
    TinyRelease.write(crawled, texts, List.of("web/a.warc.gz", "code"));
    Release release = Release.open(crawled);
    TreeMap<String, Long> expected = new TreeMap<>();
    for (TinyRelease.Text text : texts) {
      if (!text.document().source().equals("books")) {
        String host = UriHost.of(text.document().uri());
        expected.merge("x." + host, text.tokens().size() + 1L, Long::sum);
      }
    }
    TrainedContent content = TrainedContent.of(release, host -> "x." + host);
    assertThat(content.crawled()).containsExactly("code", "web");
    assertThat(content.domains()).isEqualTo(expected);
    try (Reconstruct order = Reconstruct.of(release)) {
      long inputs = 0;
      for (long position = 0; position < 30; position++) {
        if (!order.sequence(position).source().equals("books")) {
          inputs += order.spans(position).stream().mapToLong(Span::inputs).sum();
        }
      }
      assertThat(TrainedContent.of(order, 30, host -> "x." + host).domains())
          .containsOnly(Map.entry("x.open.test", inputs));
    }
  }

  @Test
  void theLargestTenthOfTheDomainsIsListedAndOfSmallProvidersTheTwentieth() {
    TreeMap<String, Long> tokens = new TreeMap<>();
    IntStream.range(0, 41).forEach(i -> tokens.put("d" + (100 - i), (long) i / 2));
    assertThat(Domains.largest(tokens, false).listed())
        .extracting(Domains.Domain::name)
        .containsExactly("d60", "d61", "d62", "d63", "d64");
    assertThat(Domains.largest(tokens, true).listed()).hasSize(3);
    assertThat(Domains.largest(tokens, true).all()).isEqualTo(41);
    IntStream.range(1000, 40_000).forEach(i -> tokens.put("e" + i, 1L));
    assertThat(Domains.largest(tokens, true).listed()).hasSize(1000);
    assertThat(Domains.largest(new TreeMap<>(), false).listed()).isEmpty();
  }

  private Release release() throws IOException {
    return Release.open(TinyRelease.write(folder.resolve("release"), TinyRelease.texts(1)));
  }

  /** The content of a release as if the trust had crawled some sources. */
  private static TrainedContent content(Release release, String... crawled) throws IOException {
    TrainedContent all = TrainedContent.of(release, host -> host);
    TreeMap<String, Long> domains = new TreeMap<>();
    if (crawled.length > 0) {
      domains.put("open.test", 1L);
    }
    return new TrainedContent(
        all.tokens(), all.sources(), new TreeSet<>(List.of(crawled)), domains);
  }

  private static void expect(EuSummary summary, EuField field, String... parts) {
    assertThat(summary.answer(field).origin()).as(field.key()).isEqualTo(Origin.COMPUTED);
    assertThat(summary.answer(field).text()).as(field.key()).contains(parts);
  }

  static LongStream seeds() {
    return WithdrawalTest.seeds();
  }
}
