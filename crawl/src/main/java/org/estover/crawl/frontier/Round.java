package org.estover.crawl.frontier;

/**
 * One level of a crawl: of the pages that it could visit, those that each domain's share has room
 * for.
 *
 * @param level 0 for the seeds
 * @param pages how many pages of all groups are visited
 * @param share how many pages each domain may have
 */
public record Round(int level, long pages, Share share) {}
