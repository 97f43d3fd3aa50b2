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
        section.positive(PlanKeys.MAX_PAGES),
        section.integer(PlanKeys.MAX_DEPTH),
        Long.parseLong(section.one(PlanKeys.DELAY)),
        Long.parseLong(section.one(PlanKeys.TIMEOUT)),
        Long.parseLong(section.one(PlanKeys.MAX_PAGE)),
        Long.parseLong(section.one(PlanKeys.CRAWL_SEED)));
  }
}
