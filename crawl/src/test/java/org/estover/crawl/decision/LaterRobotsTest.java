package org.estover.crawl.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.rights.ContentSignal;
import org.estover.crawl.rights.ContentUsage;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsRules;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.Stance;
import org.estover.crawl.rights.TdmReservation;
import org.junit.jupiter.api.Test;

final class LaterRobotsTest {
  private static final String FILE =
      """
      User-agent: *
      Disallow: /private/
      Content-Usage: /free/ train-ai=y
      License: /license.xml
      """;
  private static final String LICENSE =
      """
      <rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
        <permits type="usage">ai-train</permits>
        <payment type="training"><amount currency="EUR">0.01</amount></payment>
      </license></content></rsl>
      """;

  /** What a crawl read of the earlier file, and what has nothing to do with it. */
  private static final List<RightsSignal> CRAWLED =
      List.of(
          new RobotsRules("robots.txt:2[*]", "estover", true, "Allow: /"),
          new ContentUsage("robots.txt:3[*]", "", "train-ai=n"),
          new ContentSignal("robots.txt:4[*]", "ai-train=no"),
          new RslLicense("robots.txt:9", "http://a.test/old.xml", Stance.DENIES, "gone"),
          new TdmReservation("header", "0", ""));

  private static LaterRobots later(String site) {
    return new LaterRobots(
        Map.of(site, FILE.getBytes(UTF_8)),
        Map.of("http://a.test/license.xml", LICENSE.getBytes(UTF_8)),
        "estover");
  }

  private static List<String> applied(String site, String url) {
    return later(site).applied(url, CRAWLED).stream().map(RightsSignal::canonical).toList();
  }

  @Test
  void allThatCameFromTheEarlierFileIsReplacedForThePathOfThePage() {
    assertThat(applied("a.test", "http://a.test/free/1"))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("tdmrep header"))
        .anyMatch(line -> line.startsWith("rfc9309 robots.txt") && line.contains("allowed=true"))
        .anyMatch(line -> line.startsWith("aipref robots.txt:3[*] path=/free/"))
        .anyMatch(line -> line.startsWith("rsl robots.txt:4") && line.contains("0.01"));
    assertThat(applied("a.test", "http://a.test/private/1"))
        .containsExactly(
            "tdmrep header reservation=0 policy=",
            "rfc9309 robots.txt:2[*] agent=estover allowed=false rule=Disallow:%20/private/");
  }

  @Test
  void aDocumentThatTheCrawlHasNotKeptLicensesNothing() {
    // Without a scheme both are meant, and https has a license document of its own.
    assertThat(applied("a.test", "https://a.test/free/1"))
        .anyMatch(line -> line.contains("document=https://a.test/license.xml"))
        .anyMatch(line -> line.contains("not%20licensed"));
  }

  @Test
  void otherSitesKeepWhatWasRead() {
    LaterRobots later = later("http://a.test");
    for (String url :
        List.of("https://a.test/private/", "http://b.test/private/", "http://a.test:81/", "id:7")) {
      assertThat(later.applied(url, CRAWLED)).isSameAs(CRAWLED);
      assertThat(later.speaksFor(url)).isFalse();
    }
    assertThat(later.speaksFor("http://a.test:80/private/")).isTrue();
    assertThat(LaterRobots.NONE.applied("http://a.test/", CRAWLED)).isSameAs(CRAWLED);
  }

  @Test
  void aDocumentThatThePageNamesItselfIsToldByBothChannels() {
    RightsSignal own =
        new RslLicense("header", "http://a.test/license.xml", Stance.PERMITS, "free");
    assertThat(later("a.test").applied("http://a.test/free/1", List.of(own)))
        .contains(own)
        .filteredOn(RslLicense.class::isInstance)
        .extracting(RightsSignal::source)
        .containsExactly("header", "robots.txt:4[*]");
  }

  @Test
  void sitesAreNamedByHostOrByScheme() {
    assertThat(LaterRobots.site("Example.ORG")).contains("example.org");
    assertThat(LaterRobots.site("example.org:8080")).contains("example.org:8080");
    assertThat(LaterRobots.site("HTTPS://Example.org:443")).contains("https://example.org");
    assertThat(LaterRobots.site("https://example.org/")).contains("https://example.org");
    assertThat(LaterRobots.site("example.org/path")).isEmpty();
    assertThat(LaterRobots.site("")).isEmpty();
    assertThat(
            LaterRobots.documentsNamed(
                new TreeMap<>(Map.of("a.test", FILE.getBytes(UTF_8))), "estover"))
        .containsExactly("http://a.test/license.xml", "https://a.test/license.xml");
  }
}
