package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RobotsFileTest {
  private static final String SITE = "https://a.test";

  private static RobotsFile file(String... lines) {
    return RobotsFile.parse(String.join("\n", lines).getBytes(UTF_8), "estover");
  }

  private static List<RightsSignal> beyondRules(RobotsFile file, String path) {
    return file.declarations(SITE + path).signals().stream()
        .filter(signal -> !(signal instanceof RobotsRules))
        .toList();
  }

  @Test
  void longestMatchWinsAndATieAllows() {
    RobotsFile file =
        file("User-agent: *", "Disallow: /p", "Allow: /p/ok", "Disallow: /t", "Allow: /t");
    assertThat(file.allows(SITE + "/p/x")).isFalse();
    assertThat(file.allows(SITE + "/p/ok/1")).isTrue();
    assertThat(file.allows(SITE + "/t")).isTrue();
  }

  @Test
  void starPatternForbidsAnywhereInThePath() {
    RobotsFile file = file("User-agent: *", "Disallow: */class-use/");
    assertThat(file.allows(SITE + "/api/org/x/class-use/A.html")).isFalse();
    assertThat(file.allows(SITE + "/api/org/x/A.html")).isTrue();
  }

  @Test
  void ownGroupReplacesTheStarGroupAlsoWhenItIsEmpty() {
    RobotsFile file = file("User-agent: *", "Disallow: /", "User-agent: Estover");
    assertThat(file.allows(SITE + "/x")).isTrue();
  }

  @Test
  void robotsTxtItselfIsAlwaysAllowed() {
    assertThat(file("User-agent: *", "Disallow: /").allows(SITE + "/robots.txt")).isTrue();
  }

  @Test
  void extensionLinesAndBlankLinesDoNotEndAGroup() {
    RobotsFile file =
        file(
            "User-agent: *",
            "Sitemap: https://a.test/s",
            "",
            "License: https://a.test/l",
            "",
            "Disallow: /no");
    assertThat(file.allows(SITE + "/no")).isFalse();
  }

  @Test
  void carriageReturnsAloneEndLines() {
    RobotsFile file =
        RobotsFile.parse(
            "User-agent: *\rDisallow: /no\rContent-Signal: ai-train=no".getBytes(UTF_8), "estover");
    assertThat(file.allows(SITE + "/no")).isFalse();
    assertThat(beyondRules(file, "/yes")).hasSize(1);
  }

  @Test
  void statusDecidesAsRfc9309Says() {
    assertThat(RobotsFile.of(404, new byte[0], "estover").allows(SITE + "/x")).isTrue();
    assertThat(RobotsFile.of(403, new byte[0], "estover").allows(SITE + "/x")).isTrue();
    assertThat(RobotsFile.of(301, new byte[0], "estover").allows(SITE + "/x")).isTrue();
    assertThat(RobotsFile.of(429, new byte[0], "estover").allows(SITE + "/x")).isFalse();
    assertThat(RobotsFile.of(503, new byte[0], "estover").allows(SITE + "/x")).isFalse();
    assertThat(RobotsFile.unreachable("estover").allows(SITE + "/x")).isFalse();
  }

  @Test
  void contentUsageOfTheLongestPathHolds() {
    RobotsFile file =
        file(
            "User-Agent: *",
            "Allow: /",
            "Disallow: /never/",
            "Content-Usage: train-ai=n",
            "Content-Usage: /ai-ok/ train-ai=y");
    assertThat(Resolution.resolve(file.declarations(SITE + "/test").signals(), Use.AI_TRAIN).name())
        .isEqualTo("denied");
    assertThat(
            Resolution.resolve(file.declarations(SITE + "/ai-ok/test").signals(), Use.AI_TRAIN)
                .name())
        .isEqualTo("allowed");
    assertThat(beyondRules(file, "/never/test")).isEmpty();
    assertThat(beyondRules(file, "/test"))
        .containsExactly(new ContentUsage("robots.txt:4[*]", "", "train-ai=n"));
  }

  @Test
  void equalPathsWithConflictingUsageAreRestrictive() {
    RobotsFile file =
        file("User-Agent: *", "Content-Usage: /a train-ai=y", "Content-Usage: /a train-ai=n");
    assertThat(Resolution.resolve(file.declarations(SITE + "/a").signals(), Use.AI_TRAIN).name())
        .isEqualTo("denied");
  }

  @Test
  void usageOfForeignGroupsDoesNotBind() {
    RobotsFile file =
        file("User-Agent: otherbot", "Content-Usage: train-ai=n", "", "User-Agent: *", "Allow: /");
    assertThat(beyondRules(file, "/x")).isEmpty();
  }

  @Test
  void contentSignalOfTheGroupBinds() {
    RobotsFile file = file("User-agent: *", "Content-signal: search=yes,ai-train=no", "Allow: /");
    assertThat(beyondRules(file, "/x"))
        .containsExactly(new ContentSignal("robots.txt:2[*]", "search=yes,ai-train=no"));
  }

  @Test
  void groupLicenseReplacesTheGlobalOne() {
    String global = "License: https://a.test/global.xml";
    assertThat(file(global, "User-agent: *", "Allow: /").declarations(SITE + "/").documents())
        .containsExactly(new RslPointer("robots.txt:1", "https://a.test/global.xml"));
    assertThat(
            file(global, "User-agent: *", "License: https://a.test/group.xml")
                .declarations(SITE + "/")
                .documents())
        .containsExactly(new RslPointer("robots.txt:3[*]", "https://a.test/group.xml"));
  }

  @Test
  void crawlDelayIsInMilliseconds() {
    assertThat(file("User-agent: *", "Crawl-delay: 2").crawlDelayMillis()).hasValue(2000);
    assertThat(file("User-agent: *").crawlDelayMillis()).isEmpty();
  }

  @Test
  void rulesInTheFirst500KibCountAndTheRestIsCutAtALine() {
    String filler = "# " + "x".repeat(97) + "\n";
    String text = "User-agent: *\nDisallow: /no\n" + filler.repeat(6200) + "Disallow: /late\n";
    RobotsFile file = RobotsFile.parse(text.getBytes(UTF_8), "estover");
    assertThat(file.allows(SITE + "/no")).isFalse();
    assertThat(file.allows(SITE + "/late")).isTrue();
  }

  @Test
  void escapedAndPlainCharactersAreTheSame() {
    RobotsFile file = file("User-Agent: *", "Content-Usage: /a%3Cd/%62%61z train-ai=n");
    assertThat(beyondRules(file, "/a%3cd/baz")).hasSize(1);
  }
}
