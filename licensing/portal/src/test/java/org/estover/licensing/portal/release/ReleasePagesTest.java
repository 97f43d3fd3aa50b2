package org.estover.licensing.portal.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.PortalServer;
import org.estover.tokenize.release.Release;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ReleasePagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final String FIRST = PORTAL.made().releases().get(0);
  private static final String PAGE = "/releases/" + FIRST;
  private static final long PATIENCE_MILLIS = 60_000;

  private static Release release;

  @BeforeAll
  static void waitsUntilAllIsCounted() throws Exception {
    release = PORTAL.bean(PublishedReleases.class).find(FIRST).orElseThrow();
    assertThat(PORTAL.bean(ReleaseFigures.class).within(release, PATIENCE_MILLIS)).isPresent();
  }

  @Test
  void theListHasAllReleasesWithTheirLogEntries() throws Exception {
    String page = PORTAL.anybody().page("/releases");
    for (String id : PORTAL.made().releases()) {
      PublishedReleases.Published published =
          PORTAL.bean(PublishedReleases.class).known().newestFirst().stream()
              .filter(each -> each.releaseId().equals(id))
              .findFirst()
              .orElseThrow();
      assertThat(page)
          .contains("/releases/" + id)
          .contains("/ledger/entries/" + published.logIndex() + "\"");
    }
    assertThat(page).contains("2026-11-02").contains("public domain");
  }

  @Test
  void aReleaseSaysWhatItIsAndHowItCameAbout() throws Exception {
    String page = PORTAL.anybody().page(PAGE);
    assertThat(page)
        .contains(FIRST, release.manifest().contentSha256(), "bob.test", "rights-denied")
        .contains("./estover verify " + FIRST)
        .contains("@misc{" + FIRST)
        .contains("data-chart=\"funnel\"", "data-chart=\"domains\"", "data-chart=\"order\"")
        .contains("/download/" + FIRST + "/" + release.content().files().get(0).name())
        .doesNotContain("??");
  }

  @Test
  void whoHasThePageIsNotSentItAgain() throws Exception {
    HttpResponse<String> page = PORTAL.anybody().get(PAGE);
    String tag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(PORTAL.anybody().get(PAGE, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(PORTAL.as("developer0").get(PAGE, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void chartsAreDataThatNeverChanges() throws Exception {
    for (String chart : new String[] {"funnel", "licenses", "domains", "order"}) {
      HttpResponse<String> data = PORTAL.anybody().get(PAGE + "/charts/" + chart + ".json");
      assertThat(data.statusCode()).as(chart).isEqualTo(200);
      assertThat(data.headers().firstValue("Cache-Control").orElse(""))
          .contains("max-age=86400", "public");
      assertThat(data.headers().firstValue("ETag")).isPresent();
      assertThat(data.body()).as(chart).startsWith(chart.equals("licenses") ? "[{" : "{\"");
    }
    assertThat(PORTAL.anybody().page("/releases/charts/licenses.json")).contains(FIRST);
  }

  @Test
  void theLibraryThatDrawsIsServed() throws Exception {
    String script = PORTAL.anybody().page("/chart.js");
    Matcher library = Pattern.compile("\"(/webjars/[^\"]+)\"").matcher(script);
    assertThat(library.find()).isTrue();
    assertThat(PORTAL.anybody().get(library.group(1)).statusCode()).isEqualTo(200);
    Matcher ofFrame =
        Pattern.compile("src=\"(/webjars/[^\"]+)\"").matcher(PORTAL.anybody().page("/releases"));
    assertThat(ofFrame.find()).isTrue();
    assertThat(PORTAL.anybody().get(ofFrame.group(1)).statusCode()).isEqualTo(200);
  }

  @Test
  void cardsAndSummaryAreServed() throws Exception {
    assertThat(PORTAL.anybody().page(PAGE + "/croissant.json"))
        .contains("http://mlcommons.org/croissant/1.1", "The Commons", "2026-11-02");
    assertThat(PORTAL.anybody().page(PAGE + "/README.md")).startsWith("---\n");
    assertThat(PORTAL.anybody().page(PAGE + "/LICENSE.md")).contains("CC0-1.0");
    assertThat(PORTAL.anybody().page(PAGE + "/eu-summary"))
        .contains("Last update", "2026-11-02", "missing")
        .doesNotContain("??");
    assertThat(PORTAL.anybody().page(PAGE + "/eu-summary.json")).contains("\"subject\":\"" + FIRST);
  }

  @Test
  void aRuleHasAPageAndAnInventedOneHasNone() throws Exception {
    assertThat(PORTAL.anybody().page(PAGE + "/rejects?stage=03-filter&rule=rights-denied"))
        .contains("Dropped by rights-denied", "dropped 7 documents")
        .doesNotContain("??");
    assertThat(PORTAL.anybody().get(PAGE + "/rejects?stage=03-filter&rule=none").statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatWasNeverPublishedIsNotThere() throws Exception {
    for (String path :
        new String[] {"", "/croissant.json", "/charts/order.json", "/eu-summary", "/README.md"}) {
      assertThat(PORTAL.anybody().get("/releases/rel_" + "0".repeat(32) + path).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }
}
