package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.source.CrawlPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicenseBudgetTest {
  @TempDir Path folder;

  /** Of a crawl of a.test and b.test with so many pages. */
  private static LicenseBudget budget(int pages) {
    CrawlPlan plan =
        new CrawlPlan(
            List.of("http://a.test/", "http://b.test/"),
            List.of(),
            List.of(),
            pages,
            9,
            0,
            9,
            9,
            1);
    return new LicenseBudget(
        plan, new Scope(plan, List.of(url("http://a.test/"), url("http://b.test/"))));
  }

  private static PageUrl url(String url) {
    return PageUrl.parse(url).orElseThrow();
  }

  private static boolean takes(LicenseBudget budget, String page, String document) {
    return budget.reasonAgainst(url(page), url(document)).isEmpty();
  }

  @Test
  void pagesOfOneHostNameSoManyDocumentsOnOthersAndAnyNumberOnTheirOwn() {
    LicenseBudget budget = budget(1000);
    for (int i = 0; i < LicenseBudget.MOST_OF_A_NAMER; i++) {
      assertThat(takes(budget, "http://a.test/" + i, "http://b.test/" + i)).isTrue();
    }
    assertThat(takes(budget, "http://a.test/x", "http://b.test/x")).isFalse();
    assertThat(takes(budget, "http://a.test/x", "http://b.test/0")).as("known").isTrue();
    assertThat(takes(budget, "http://a.test/x", "http://a.test/x")).as("its own").isTrue();
    assertThat(takes(budget, "http://b.test/x", "http://c.test/x")).as("of others").isTrue();
    assertThat(takes(budget, "http://a.test:81/x", "http://a.test:81/y")).as("its own").isTrue();
    assertThat(takes(budget, "http://a.test/x", "https://a.test/y")).as("its own").isTrue();
    assertThat(takes(budget, "http://a.test/x", "http://a.test:81/y")).isFalse();
  }

  @Test
  void hostsOutsideThePlanAreAskedForAsManyDocumentsAsTheCrawlHasPages() {
    LicenseBudget budget = budget(10);
    for (int i = 0; i < 5; i++) {
      assertThat(takes(budget, "http://a.test/", "http://c" + i + ".test/")).isTrue();
    }
    assertThat(takes(budget, "http://a.test/", "http://b.test/1")).as("inside").isTrue();
    assertThat(takes(budget, "http://a.test/", "http://d.test/1")).isFalse();
    assertThat(takes(budget, "http://a.test/", "http://c0.test/")).as("known").isTrue();
  }

  /** Were there one budget for all, the first hosts to be visited would leave the others none. */
  @Test
  void nobodyUsesUpWhatOthersMayName() {
    LicenseBudget budget = budget(LicenseBudget.LEAST_PART);
    int named = 0;
    while (takes(budget, "http://a.test/", "http://c.test/" + named)) {
      named++;
    }
    assertThat(named).isEqualTo(LicenseBudget.LEAST_PART);
    assertThat(takes(budget, "http://a.test/", "http://d.test/")).isFalse();
    assertThat(takes(budget, "http://b.test/", "http://c.test/another")).isTrue();
    assertThat(takes(budget, "http://b.test/", "http://d.test/")).isTrue();
  }

  @Test
  void aCrawlThatGoesOnKnowsWhatWasAskedBefore() throws IOException {
    LicenseBudget before = budget(1);
    assertThat(takes(before, "http://a.test/", "http://c.test/1")).isTrue();
    assertThat(takes(before, "http://a.test/", "http://c.test/2")).isTrue();
    assertThat(takes(before, "http://a.test/", "http://b.test/1")).isTrue();
    before.write(folder.resolve("licenses"));
    LicenseBudget after = budget(1);
    after.read(folder.resolve("licenses"));
    after.visited(url("http://a.test/2"), said("http://d.test/1", ""));
    after.visited(url("http://a.test/2"), said("http://a.test/own", ""));
    assertThat(takes(after, "http://a.test/", "http://f.test/1")).isTrue();
    String reason = after.reasonAgainst(url("http://a.test/"), url("http://f.test/2"));
    assertThat(LicenseBudget.isReason(reason)).as(reason).isTrue();
    LicenseBudget another = budget(1);
    another.visited(url("http://a.test/"), said("http://f.test/2", reason));
    another.visited(
        url("http://a.test/"),
        RslDocument.ONE_TOO_MANY.license("link", "http://f.test/3", "http://a.test/"));
    String moved = after.reasonAgainstRedirect(url("http://a.test/"), url("http://f.test/2"));
    assertThat(LicenseBudget.isReason(moved)).as(moved).isTrue();
    another.visited(url("http://a.test/"), said("http://f.test/moved", moved));
    for (int i = 1; i < LicenseBudget.LEAST_PART; i++) {
      assertThat(takes(another, "http://a.test/", "http://f.test/n" + i))
          .as("what was not asked for counts nowhere")
          .isTrue();
    }
    assertThat(takes(another, "http://a.test/", "http://f.test/n")).isFalse();
  }

  private static RslLicense said(String document, String reason) {
    return RslDocument.unreadable("it cannot be fetched: " + reason)
        .license("link", document, "http://a.test/");
  }
}
