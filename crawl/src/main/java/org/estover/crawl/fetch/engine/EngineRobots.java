package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.fetcher.PageFetcher;
import edu.uci.ics.crawler4j.robotstxt.RobotstxtConfig;
import edu.uci.ics.crawler4j.robotstxt.RobotstxtServer;
import edu.uci.ics.crawler4j.url.WebURL;
import edu.uci.ics.crawler4j.url.WebURLFactory;

/**
 * Lets crawler4j schedule every link; {@link EngineFetcher} asks robots.txt when it fetches, so
 * that a forbidden page is a row of the capture set and a rule that changed in between is heeded.
 */
final class EngineRobots extends RobotstxtServer {
  EngineRobots(PageFetcher fetcher, WebURLFactory factory) {
    super(new RobotstxtConfig(), fetcher, factory);
  }

  @Override
  public boolean allows(WebURL url, boolean isSeed) {
    return true;
  }
}
