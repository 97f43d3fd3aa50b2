package org.estover.jobs.run;

import org.estover.crawl.source.CrawlLimits;
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
        section.number(PlanKeys.CRAWL_SEED),
        limits(section),
        section.one(PlanKeys.CONTACT));
  }

  private static CrawlLimits limits(PlanSection section) throws PlanException {
    return new CrawlLimits(
        integer(section, PlanKeys.MAX_HOST_PAGES),
        number(section, PlanKeys.MAX_WIRE),
        integer(section, PlanKeys.MAX_RATIO),
        number(section, PlanKeys.MIN_RATE),
        integer(section, PlanKeys.MAX_HEADER),
        integer(section, PlanKeys.MAX_HEADER_FIELDS),
        integer(section, PlanKeys.MAX_REDIRECTS),
        integer(section, PlanKeys.MAX_PATH_SEGMENTS),
        integer(section, PlanKeys.MAX_SEGMENT_REPEATS),
        integer(section, PlanKeys.MAX_QUERY_VARIANTS),
        integer(section, PlanKeys.YIELD_PAGES),
        number(section, PlanKeys.MAX_WAIT),
        integer(section, PlanKeys.MAX_RETRIES),
        Boolean.parseBoolean(section.later(PlanKeys.SITEMAPS)));
  }

  private static long number(PlanSection section, PlanKey key) throws PlanException {
    return Long.parseLong(section.later(key));
  }

  private static int integer(PlanSection section, PlanKey key) throws PlanException {
    return Math.toIntExact(number(section, key));
  }
}
