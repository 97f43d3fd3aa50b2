package org.estover.jobs.stage;

import org.estover.crawl.fetch.CrawlProgress;
import org.estover.jobs.run.Progress;

/** Shows pages, of as many as the levels so far have scheduled. */
public final class PageBar implements CrawlProgress {
  private final Progress.Bar bar;
  private long scheduled;

  /** Moves a bar. */
  public PageBar(Progress.Bar bar) {
    this.bar = bar;
  }

  @Override
  public void level(int level, long pages) {
    scheduled += pages;
    bar.expect(scheduled);
  }

  @Override
  public void resumed(long pages) {
    bar.skip(pages);
  }

  @Override
  public void page(String outcome, long bytes) {
    bar.advance(1);
  }
}
