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
  private static LicenseBudget budget(int pages, int groups) {
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
        plan, new Scope(plan, List.of(url("http://a.test/"), url("http://b.test/"))), groups);
  }

  private static PageUrl url(String url) {
    return PageUrl.parse(url).orElseThrow();
  }

  private static boolean takes(LicenseBudget budget, String page, String document) {
    return budget.reasonAgainst(url(page), url(document)).isEmpty();
  }

  @Test
  void pagesOfOneHostNameSoManyDocumentsOnOthersAndAnyNumberOnTheirOwn() {
    LicenseBudget budget = budget(1000, 1);
    for (int i = 0; i < LicenseBudget.MOST_OF_A_NAMER; i++) {
      assertThat(takes(budget, "http://a.test/" + i, "http://b.test/" + i)).isTrue();
    }
    assertThat(takes(budget, "http://a.test/x", "http://b.test/x")).isFalse();
    assertThat(takes(budget, "http://a.test/x", "http://b.test/0")).as("known").isTrue();
    assertThat(takes(budget, "http://a.test/x", "http://a.test/x")).as("its own").isTrue();
    assertThat(takes(budget, "http://b.test/x", "http://c.test/x")).as("of others").isTrue();
  }

  @Test
  void allHostsOutsideThePlanAreAskedForAsManyDocumentsAsTheCrawlHasPages() {
    LicenseBudget budget = budget(3, 1);
    assertThat(takes(budget, "http://a.test/", "http://c.test/1")).isTrue();
    assertThat(takes(budget, "http://a.test/", "http://d.test/1")).isTrue();
    assertThat(takes(budget, "http://a.test/", "http://b.test/1")).as("inside").isTrue();
    assertThat(takes(budget, "http://b.test/", "http://c.test/1")).as("known").isTrue();
    assertThat(takes(budget, "http://b.test/", "http://e.test/1")).isTrue();
    assertThat(takes(budget, "http://b.test/", "http://e.test/2")).isFalse();
  }

  @Test
  void aGroupOfAClusterHasItsPart() {
    LicenseBudget budget = budget(10_000, LicenseBudget.MOST_OF_A_HOST / 2);
    assertThat(takes(budget, "http://a.test/", "http://c.test/1")).isTrue();
    assertThat(takes(budget, "http://a.test/", "http://c.test/2")).isTrue();
    assertThat(takes(budget, "http://a.test/", "http://c.test/3")).isFalse();
    assertThat(takes(budget, "http://a.test/", "http://d.test/1")).isTrue();
  }

  @Test
  void aCrawlThatGoesOnKnowsWhatWasAskedBefore() throws IOException {
    LicenseBudget before = budget(3, 1);
    assertThat(takes(before, "http://a.test/", "http://c.test/1")).isTrue();
    assertThat(takes(before, "http://a.test/", "http://b.test/1")).isTrue();
    before.write(folder.resolve("licenses"));
    LicenseBudget after = budget(3, 1);
    after.read(folder.resolve("licenses"));
    after.visited(url("http://a.test/2"), said("http://d.test/1", ""));
    after.visited(url("http://a.test/2"), said("http://a.test/own", ""));
    assertThat(takes(after, "http://b.test/", "http://f.test/1")).isTrue();
    String reason = after.reasonAgainst(url("http://b.test/"), url("http://f.test/2"));
    assertThat(LicenseBudget.isReason(reason)).as(reason).isTrue();
    LicenseBudget another = budget(3, 1);
    another.visited(url("http://a.test/"), said("http://f.test/2", reason));
    for (int i = 0; i < 3; i++) {
      assertThat(takes(another, "http://a.test/", "http://f.test/n" + i))
          .as("what was not asked for counts nowhere")
          .isTrue();
    }
  }

  private static RslLicense said(String document, String reason) {
    return RslDocument.unreadable("it cannot be fetched: " + reason)
        .license("link", document, "http://a.test/");
  }
}
