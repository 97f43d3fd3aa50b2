package org.estover.jobs.run;

import org.estover.crawl.source.CrawlPlan;

/** The keys of a web source that say where its crawl starts and how far it goes. */
final class CrawlSettings {
  private CrawlSettings() {}

  static CrawlPlan read(PlanSection section) throws PlanException {
    return new CrawlPlan(
        section.many(PlanKeys.SEEDS),
        section.many(PlanKeys.HOSTS),
        section.many(PlanKeys.EXCLUDE_PATHS),
        section.integer(PlanKeys.MAX_PAGES),
        section.integer(PlanKeys.MAX_DEPTH),
        section.number(PlanKeys.DELAY),
        section.number(PlanKeys.TIMEOUT),
        section.number(PlanKeys.MAX_PAGE),
        section.number(PlanKeys.CRAWL_SEED));
  }
}
