package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntToLongFunction;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.source.CrawlLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a site may say nothing new. */
final class HostBudgetsTest {
  private static final int WAVE = CrawlLimits.DEFAULT.yieldPages();

  @TempDir Path folder;

  private final HostBudgets budgets = new HostBudgets(CrawlLimits.DEFAULT);

  private static PageUrl page(int number) {
    return PageUrl.parse("http://site.test/" + number).orElseThrow();
  }

  /** How many of the pages from one number on to another are visited before the site is left. */
  private static int visit(HostBudgets budgets, int from, int to, IntToLongFunction said) {
    for (int i = from; i < to; i++) {
      if (!budgets.reasonAgainst(page(i), true).isEmpty()) {
        return i - from;
      }
      budgets.visited(page(i), true, 1, "ok", said.applyAsLong(i));
    }
    return to - from;
  }

  @Test
  void aSiteOfOnePageAgainAndAgainIsLeftAfterOneWave() {
    assertThat(visit(budgets, 0, 1000, i -> 7)).isEqualTo(WAVE);
    assertThat(budgets.reasonAgainst(page(WAVE), true)).isEqualTo(HostBudgets.LOW_YIELD);
  }

  @Test
  void aSiteOfErrorsIsLeftAfterOneWave() {
    assertThat(visit(budgets, 0, 1000, i -> 0)).isEqualTo(WAVE);
  }

  @Test
  void aSiteThatGoesOnSayingNewThingsIsNotLeft() {
    assertThat(visit(budgets, 0, 20_000, i -> i + 1)).isEqualTo(20_000);
  }

  @Test
  void aChapterOfEmptyPagesCostsALargeSiteNothing() {
    int pages = 16 * WAVE;
    visit(budgets, 0, pages, i -> i + 1);
    assertThat(visit(budgets, pages, pages + pages / 2, i -> 7)).isEqualTo(pages / 2);
    assertThat(visit(budgets, 2 * pages, 3 * pages, i -> i + 1)).isEqualTo(pages);
  }

  @Test
  void whatIsAskedInVainIsBoundedByWhatCameOfTheSite() {
    int pages = 16 * WAVE;
    visit(budgets, 0, pages, i -> i + 1);
    assertThat(visit(budgets, pages, 100 * pages, i -> 7)).isLessThanOrEqualTo(2 * pages);
  }

  @Test
  void errorsThatOthersLeadToCostASiteNothingOfItsOwn() {
    int led = 0;
    while (budgets.reasonAgainst(page(led), false).isEmpty()) {
      assertThat(budgets.visited(page(led), false, 1, "http-404", 0)).isTrue();
      led++;
    }
    assertThat(led).isEqualTo(WAVE);
    assertThat(visit(budgets, led, 20_000, i -> i + 1)).isEqualTo(20_000 - led);
    assertThat(visit(budgets, 20_000, 60_000, i -> 7)).isLessThan(40_000);
    assertThat(budgets.visited(page(0), true, 1, "ok", 7)).as("worth asking").isFalse();
  }

  @Test
  void othersCanSpendHalfOfASitesPagesAndOfThoseOfOneQuery() {
    int most = CrawlLimits.DEFAULT.maxQueryVariants();
    assertThat(led("http://site.test/?", most)).isEqualTo(most / 2);
    int pages = CrawlLimits.DEFAULT.maxHostPages();
    assertThat(led("http://site.test/", pages)).isEqualTo(pages / 2 - most / 2);
    PageUrl query = PageUrl.parse("http://site.test/?own").orElseThrow();
    for (int i = 0; i < most - most / 2; i++) {
      assertThat(budgets.reasonAgainst(query, true)).isEmpty();
      budgets.visited(query, true, 1, "http-302", 0);
    }
    assertThat(budgets.reasonAgainst(query, true)).isEqualTo("query-variants");
    assertThat(visit(budgets, 0, pages, i -> i + 1)).isEqualTo(pages / 2 - most / 2);
    assertThat(budgets.reasonAgainst(page(0), true)).isEqualTo("host-budget");
  }

  /** How many pages are visited to which only others lead, and which all say something else. */
  private int led(String prefix, int of) {
    for (int i = 0; i < of; i++) {
      PageUrl page = PageUrl.parse(prefix + i).orElseThrow();
      if (!budgets.reasonAgainst(page, false).isEmpty()) {
        return i;
      }
      budgets.visited(page, false, 1, "ok", (long) prefix.length() * 1_000_000 + i);
    }
    return of;
  }

  /** Otherwise a chain that ends at another's page would take from that where it has moved to. */
  @Test
  void aChainOfRedirectsBeginsAnewInAnotherDomain() {
    int most = CrawlLimits.DEFAULT.maxRedirects();
    for (int i = 0; i < most; i++) {
      boolean leads = i == most - 1;
      PageUrl at = PageUrl.parse("http://evil.test/" + i).orElseThrow();
      PageUrl next = leads ? page(1) : PageUrl.parse("http://evil.test/" + (i + 1)).orElseThrow();
      assertThat(budgets.follows(at, true, next)).isTrue();
    }
    assertThat(budgets.follows(page(1), true, page(2))).isTrue();
    for (int i = 2; i <= most; i++) {
      assertThat(budgets.follows(page(i), true, page(i + 1))).isTrue();
    }
    assertThat(budgets.follows(page(most + 1), true, page(most + 2))).isFalse();
  }

  @Test
  void aSiteIsLeftAtTheSamePageByWhoGoesOnFromAFile() throws IOException {
    int pages = 16 * WAVE;
    HostBudgets whole = new HostBudgets(CrawlLimits.DEFAULT);
    for (HostBudgets each : new HostBudgets[] {whole, budgets}) {
      visit(each, 0, pages + WAVE / 2, i -> Math.min(i, pages));
      for (int i = 0; i < WAVE - 1; i++) {
        each.visited(page(i), false, 1, "http-404", 0);
      }
    }
    budgets.write(folder.resolve("budgets"));
    HostBudgets resumed = new HostBudgets(CrawlLimits.DEFAULT);
    resumed.read(folder.resolve("budgets"));
    assertThat(visit(resumed, pages + WAVE / 2, 100 * pages, i -> 7))
        .isEqualTo(visit(whole, pages + WAVE / 2, 100 * pages, i -> 7))
        .isLessThan(3 * pages);
    assertThat(resumed.reasonAgainst(page(0), false)).isEmpty();
    resumed.visited(page(0), false, 1, "http-404", 0);
    assertThat(resumed.reasonAgainst(page(0), false)).isEqualTo(HostBudgets.LOW_YIELD);
  }
}
