package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Vectors 2 and 4 to 8 of the reference on signals, made up from its description: a page's verdict
 * by what robots.txt, tdmrep.json, an RSL document, header fields and markup say together.
 */
final class SignalVectorsTest {
  private static final String URL = "https://a.test";

  /** What a site and a page of it declare. */
  private static final class Page {
    private final List<RightsSignal> signals = new ArrayList<>();
    private final String url;

    Page(String path) {
      url = URL + path;
    }

    Page robots(String... lines) {
      RobotsFile file = RobotsFile.parse(String.join("\n", lines).getBytes(UTF_8), "estover");
      signals.addAll(file.declarations(url).signals());
      return this;
    }

    Page tdmrep(String json) {
      TdmRepFile.parse(json.getBytes(UTF_8)).reservation(url).ifPresent(signals::add);
      return this;
    }

    Page rsl(String contents) {
      String xml = "<rsl xmlns=\"https://rslstandard.org/rsl\">" + contents + "</rsl>";
      RslDocument document = RslDocument.parse(xml.getBytes(UTF_8));
      signals.add(document.license("robots.txt:1", URL + "/license.xml", url));
      return this;
    }

    Page header(String name, String value) {
      signals.addAll(
          HeaderSignals.read(List.of(Map.entry(name, value)), "estover", link -> link).signals());
      return this;
    }

    Page html(String html) {
      signals.addAll(HtmlSignals.read(Jsoup.parse(html), url, "estover", link -> link).signals());
      return this;
    }

    String verdict(Use use) {
      RightsVerdict verdict = Resolution.resolve(signals, use);
      assertThat(Resolution.standing(signals, use).label()).isEqualTo(verdict.name());
      return verdict.name();
    }

    String training() {
      return verdict(Use.AI_TRAIN);
    }
  }

  private static Page page(String path) {
    return new Page(path);
  }

  // 2: AIPREF

  @ParameterizedTest
  @CsvSource({
    "/test, denied",
    "/never/test, denied",
    "/ai-ok/test, allowed",
  })
  void vector2AttachTableForEverybody(String path, String verdict) {
    assertThat(
            page(path)
                .robots(
                    "User-Agent: *",
                    "Allow: /",
                    "Disallow: /never/",
                    "Content-Usage: train-ai=n",
                    "Content-Usage: /ai-ok/ train-ai=y",
                    "",
                    "User-Agent: ExampleBot",
                    "Content-Usage: /ai-ok/ train-ai=n")
                .training())
        .isEqualTo(verdict);
  }

  @Test
  void vector2AGroupOfOurOwnReplacesThePreferencesOfEverybody() {
    String[] robots = {
      "User-Agent: *", "Content-Usage: train-ai=n", "", "User-Agent: estover", "Allow: /",
    };
    assertThat(page("/x").robots(robots).training()).isEqualTo("unknown");
  }

  @Test
  void vector2NoPreferenceIsReadForAPathThatMayNotBeFetched() {
    RobotsFile file =
        RobotsFile.parse(
            "User-Agent: *\nDisallow: /never/\nContent-Usage: train-ai=y".getBytes(UTF_8),
            "estover");
    assertThat(file.declarations(URL + "/never/x").signals())
        .noneMatch(ContentUsage.class::isInstance);
  }

  @Test
  void vector2EqualPathsInConflictAreRestrictive() {
    assertThat(
            page("/a/b")
                .robots(
                    "User-Agent: *", "Content-Usage: /a train-ai=n", "Content-Usage: /a train-ai=y")
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector2TheLongestPathInOctetsOfItsEncodingHolds() {
    assertThat(
            page("/\u00fc/x")
                .robots(
                    "User-Agent: *",
                    "Content-Usage: /\u00fc train-ai=n",
                    "Content-Usage: /*/x train-ai=y")
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector2HeaderAndRobotsInConflictAreRestrictive() {
    assertThat(
            page("/x")
                .robots("User-Agent: *", "Content-Usage: train-ai=y")
                .header("Content-Usage", "train-ai=n")
                .training())
        .isEqualTo("denied");
    assertThat(
            page("/x")
                .robots("User-Agent: *", "Content-Usage: train-ai=n")
                .header("Content-Usage", "train-ai=y")
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector2UsesAreToldApart() {
    Page page = page("/x").header("Content-Usage", "train-ai=n, ai-use=y, search=y");
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("allowed");
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("allowed");
    assertThat(page.verdict(Use.TDM)).isEqualTo("unknown");
    assertThat(page("/x").header("Content-Usage", "ai-use=n").verdict(Use.AI_INDEX))
        .isEqualTo("denied");
  }

  @ParameterizedTest
  @CsvSource({
    "genai=n, DENIES, SILENT",
    "tdm=n, DENIES, SILENT",
    "ai=n, DENIES, SILENT",
    "all=n, DENIES, SILENT",
    "bots=n, DENIES, SILENT",
    "train-genai=n, DENIES, SILENT",
    "train-genai=y, SILENT, SILENT",
    "'bots=n, train-ai=y', PERMITS, PERMITS",
    "'train-genai=n, train-ai=y', DENIES, PERMITS",
    "ai-output=n, SILENT, SILENT",
  })
  void vector2LegacyLabelsReserveIfTheTrustHonoursThem(
      String value, Stance honoured, Stance ignored) {
    RightsSignal usage = new ContentUsage("header", "", value);
    assertThat(usage.stance(Use.AI_TRAIN, new ReadingRules(true, false))).isEqualTo(honoured);
    assertThat(usage.stance(Use.AI_TRAIN, new ReadingRules(false, false))).isEqualTo(ignored);
  }

  @Test
  void vector2ACcSignalIsDeniedAndItsConditionRecorded() {
    Page page = page("/x").header("Content-Usage", "train-ai=n;exceptions=cc-cr-ec");
    assertThat(page.training()).isEqualTo("denied");
    assertThat(Resolution.resolve(page.signals, Use.AI_TRAIN).reason())
        .endsWith("denies ai-train, except on the condition cc-cr-ec");
  }

  // 4: TDMRep

  private static final String THREE_GROUPS =
      """
      [{"location": "/public/", "tdm-reservation": 0},
       {"location": "/archive/*.pdf$", "tdm-reservation": 1,
        "tdm-policy": "https://a.test/policy.json"},
       {"location": "/", "tdm-reservation": 1}]
      """;

  @ParameterizedTest
  @CsvSource({
    "/public/x, allowed",
    "/archive/x.pdf, license-required",
    "/archive/x.pdf?y, denied",
    "/Public/x, denied",
    "/x, denied",
  })
  void vector4OfThreeGroupsTheFirstThatMatchesHolds(String path, String verdict) {
    Page page = page(path).tdmrep(THREE_GROUPS);
    assertThat(page.training()).isEqualTo(verdict);
    assertThat(page.verdict(Use.TDM)).isEqualTo(verdict);
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("unknown");
  }

  @Test
  void vector4TheFirstMatchHidesANarrowerOneBehindIt() {
    String json =
        "[{\"location\": \"/\", \"tdm-reservation\": 0},"
            + "{\"location\": \"/paid/\", \"tdm-reservation\": 1}]";
    assertThat(page("/paid/x").tdmrep(json).training()).isEqualTo("allowed");
  }

  @Test
  void vector4HeaderOverridesTheFileAndMetaTheHeader() {
    assertThat(page("/x").tdmrep(THREE_GROUPS).header("tdm-reservation", "0").training())
        .isEqualTo("allowed");
    assertThat(
            page("/x")
                .tdmrep(THREE_GROUPS)
                .header("tdm-reservation", "0")
                .html("<meta name=tdm-reservation content=1>")
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector4AnInvalidValueIsUnsetAndAbsenceResetsNothing() {
    assertThat(page("/x").header("tdm-reservation", "2").training()).isEqualTo("unknown");
    assertThat(page("/x").tdmrep(THREE_GROUPS).header("tdm-reservation", "2").training())
        .isEqualTo("denied");
    assertThat(page("/x").tdmrep(THREE_GROUPS).html("<p>nothing").training()).isEqualTo("denied");
    assertThat(page("/none").tdmrep("[{\"location\": \"/a\", \"tdm-reservation\": 1}]").training())
        .isEqualTo("unknown");
  }

  // 5: RSL

  private static String content(String url, String license) {
    return "<content url=\"" + url + "\"><license>" + license + "</license></content>";
  }

  @Test
  void vector5SiteWideAllAndAnArticlesProhibition() {
    String both =
        content("/articles/", "<prohibits type=\"usage\">ai-train</prohibits>")
            + content("/", "<permits type=\"usage\">all</permits>");
    assertThat(page("/articles/1").rsl(both).training()).isEqualTo("denied");
    assertThat(page("/articles/1").rsl(both).verdict(Use.SEARCH)).isEqualTo("allowed");
    assertThat(page("/else").rsl(both).training()).isEqualTo("allowed");
  }

  @Test
  void vector5PermitsIsAClosedListPerUse() {
    Page page = page("/x").rsl(content("/", "<permits type=\"usage\">search ai-input</permits>"));
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.verdict(Use.AI_INDEX)).isEqualTo("denied");
    assertThat(page.verdict(Use.TDM)).isEqualTo("denied");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("allowed");
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("allowed");
    assertThat(page.verdict(Use.CRAWL)).isEqualTo("unknown");
  }

  @Test
  void vector5AiAllIsEveryUseByModelsAndNotSearch() {
    Page page = page("/x").rsl(content("/", "<prohibits type=\"usage\">ai-all</prohibits>"));
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("denied");
    assertThat(page.verdict(Use.AI_INDEX)).isEqualTo("denied");
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("allowed");
  }

  @Test
  void vector5PermittingTrainingAndProhibitingAllLicensesNothing() {
    Page page =
        page("/x").rsl(content("/", "<permits>ai-train</permits><prohibits>all</prohibits>"));
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("denied");
    assertThat(page.verdict(Use.CRAWL)).isEqualTo("denied");
  }

  @Test
  void vector5ContentWithoutLicenseIsUnlicensed() {
    assertThat(page("/x").rsl("<content url=\"/\" server=\"https://s.test\"/>").training())
        .isEqualTo("denied");
  }

  @Test
  void vector5ListsPartedByCommasAreRead() {
    Page page = page("/x").rsl(content("/", "<permits type=\"usage\">search,train-ai</permits>"));
    assertThat(page.training()).isEqualTo("allowed");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("denied");
  }

  @Test
  void vector5ForeignNamespacesAreIgnoredAndUnknownElementsRejected() {
    String permits = "<permits>all</permits>";
    assertThat(page("/x").rsl(content("/", permits + "<f:x xmlns:f=\"urn:f\">y</f:x>")).training())
        .isEqualTo("allowed");
    assertThat(page("/x").rsl(content("/", permits + "<waives/>")).training()).isEqualTo("denied");
  }

  @Test
  void vector5AGroupsLicenseReplacesTheGlobalOne() {
    RobotsFile file =
        RobotsFile.parse(
            """
            License: https://a.test/global.xml
            User-agent: estover
            License: https://a.test/ours.xml
            User-agent: *
            Allow: /
            """
                .getBytes(UTF_8),
            "estover");
    assertThat(file.licenses())
        .extracting(RslPointer::url)
        .containsExactly("https://a.test/ours.xml");
  }

  @Test
  void vector5MaxAgeIsInDaysAndThirtyIfNotSaid() {
    String head = "<rsl xmlns=\"https://rslstandard.org/rsl\"";
    String body = content("/", "<permits>all</permits>") + "</rsl>";
    assertThat(RslDocument.parse((head + " max-age=\"7\">" + body).getBytes(UTF_8)).maxAgeDays())
        .isEqualTo(7);
    assertThat(RslDocument.parse((head + ">" + body).getBytes(UTF_8)).maxAgeDays()).isEqualTo(30);
  }

  @Test
  void vector5APriceWithoutTypeIsAPrice() {
    assertThat(
            page("/x")
                .rsl(
                    content(
                        "/",
                        "<permits>all</permits><payment><amount currency=\"EUR\">5</amount>"
                            + "</payment>"))
                .training())
        .isEqualTo("license-required");
  }

  @Test
  void vector5APricePerFetchIsAboutFetching() {
    Page page =
        page("/x")
            .rsl(
                content(
                    "/",
                    "<permits>all</permits><payment type=\"crawl\">"
                        + "<amount currency=\"USD\">0.015</amount></payment>"));
    assertThat(page.verdict(Use.CRAWL)).isEqualTo("license-required");
  }

  // 6: Content-Signal

  @Test
  void vector6ContentSignalInAGroupInMixedCaseWithAnAbsentKey() {
    Page page =
        page("/x").robots("user-agent: *", "CONTENT-signal: Search=YES , AI-Train=No", "allow: /");
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.verdict(Use.SEARCH)).isEqualTo("allowed");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("unknown");
    assertThat(page("/x").robots("User-agent: *", "Content-Signal: ai-train=n").training())
        .isEqualTo("unknown");
    assertThat(
            page("/x")
                .robots("User-agent: b", "Content-Signal: ai-train=no", "User-agent: *", "Allow: /")
                .training())
        .isEqualTo("unknown");
  }

  @Test
  void vector6AHeaderOfThatNameIsNoConsent() {
    assertThat(page("/x").header("Content-Signal", "ai-train=yes").training()).isEqualTo("unknown");
  }

  // 7: X-Robots-Tag

  @Test
  void vector7RepeatedHeadersAndScopes() {
    assertThat(page("/x").header("X-Robots-Tag", "otherbot: noindex, noai").training())
        .isEqualTo("unknown");
    assertThat(page("/x").header("X-Robots-Tag", "estover: noai").training()).isEqualTo("denied");
    assertThat(
            page("/x")
                .header("X-Robots-Tag", "noindex")
                .header("x-robots-tag", "NoAI, noimageai")
                .training())
        .isEqualTo("denied");
    assertThat(page("/x").header("X-Robots-Tag", "otherbot: noai, estover: noindex").training())
        .isEqualTo("unknown");
    assertThat(page("/x").header("X-Robots-Tag", "noimageai").training()).isEqualTo("unknown");
    assertThat(page("/x").header("X-Robots-Tag", "none").verdict(Use.SEARCH)).isEqualTo("denied");
    assertThat(page("/x").html("<meta name=Estover content=noai>").training()).isEqualTo("denied");
  }

  // 8: across vocabularies

  @Test
  void vector8AiprefPermitsAndTdmrepReserves() {
    assertThat(
            page("/x")
                .header("Content-Usage", "train-ai=y")
                .header("tdm-reservation", "1")
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector8PricedRslAndAiprefReservationIsForSale() {
    Page page =
        page("/x")
            .robots("User-agent: *", "Content-Usage: train-ai=n")
            .rsl(
                content(
                    "/",
                    "<permits>ai-train</permits><payment type=\"training\">"
                        + "<amount currency=\"USD\">0.015</amount></payment>"));
    assertThat(page.training()).isEqualTo("license-required");
    RightsVerdict verdict = Resolution.resolve(page.signals, Use.AI_TRAIN);
    assertThat(verdict.offer()).isEqualTo("https://a.test/license.xml training USD 0.015");
    assertThat(verdict.reason())
        .isEqualTo(
            "aipref: robots.txt line 2, group *: train-ai=n denies ai-train;"
                + " rsl: robots.txt line 1: https://a.test/license.xml, training USD 0.015 offers"
                + " ai-train");
  }

  @Test
  void vector8RslProhibitsAndAiprefPermits() {
    assertThat(
            page("/x")
                .header("Content-Usage", "train-ai=y")
                .rsl(content("/", "<prohibits>ai-train</prohibits>"))
                .training())
        .isEqualTo("denied");
  }

  @Test
  void vector8CreativeCommonsUnderAReservationKeepsItsObligations() {
    Page page =
        page("/x")
            .robots("User-agent: *", "Content-Usage: train-ai=n")
            .html("<a rel=license href=https://creativecommons.org/licenses/by/4.0/>CC BY</a>");
    assertThat(page.training()).isEqualTo("denied");
    assertThat(page.signals)
        .contains(
            new LicenseLink("anchor", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"));
    assertThat(Resolution.explain(page.signals, Use.AI_TRAIN).evidence())
        .anyMatch(line -> line.contains("CC-BY-4.0"));
  }

  @Test
  void vector8AnOfferForOneUseSellsNoOther() {
    Page page =
        page("/x")
            .header("Content-Usage", "train-ai=n, ai-use=n")
            .rsl(
                content("/", "<permits>ai-train</permits><payment type=\"training\"/>")
                    + content("/", "<permits>search</permits>"));
    assertThat(page.training()).isEqualTo("license-required");
    assertThat(page.verdict(Use.AI_INPUT)).isEqualTo("denied");
  }

  @Test
  void vector8ADisallowedPageIsDeniedForEveryUse() {
    Page page = page("/x").robots("User-agent: *", "Disallow: /");
    for (Use use : Use.values()) {
      assertThat(page.verdict(use)).as(use.label()).isEqualTo("denied");
    }
    assertThat(page("/x").robots("User-agent: *", "Allow: /").verdict(Use.CRAWL))
        .isEqualTo("allowed");
  }

  @Test
  void vector8TokensOfTrainingCrawlersCountIfTheTrustSaysSo() {
    String[] robots = {
      "User-agent: GPTBot",
      "User-agent: CCBot",
      "Disallow: /",
      "",
      "User-agent: OAI-SearchBot",
      "Disallow: /",
      "",
      "User-agent: *",
      "Allow: /",
    };
    Page page = page("/x").robots(robots);
    assertThat(page.training()).isEqualTo("unknown");
    ReadingRules tokens = new ReadingRules(true, true);
    assertThat(Resolution.resolve(page.signals, Use.AI_TRAIN, tokens).reason())
        .isEqualTo(
            "robots-ai-tokens: robots.txt line 3: Disallow for GPTBot, CCBot denies ai-train");
    assertThat(Resolution.standing(page.signals, Use.SEARCH, tokens)).isEqualTo(Standing.UNKNOWN);
  }
}
