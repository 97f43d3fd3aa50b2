package org.estover.crawl.frontier;

/**
 * One level of a crawl: of the pages that it could visit, those up to a key.
 *
 * @param level 0 for the seeds
 * @param pages how many pages of all groups are visited
 * @param last the last key that the budget leaves room for
 */
public record Round(int level, long pages, UrlKey last) {}
