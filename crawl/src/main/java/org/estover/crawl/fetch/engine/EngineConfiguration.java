package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.frontier.DocIDServer;
import edu.uci.ics.crawler4j.frontier.Frontier;
import edu.uci.ics.crawler4j.frontier.FrontierConfiguration;
import edu.uci.ics.crawler4j.url.WebURLFactory;

/** Gives crawler4j our frontier and our visits. */
record EngineConfiguration(LevelFrontier levels) implements FrontierConfiguration {
  @Override
  public DocIDServer getDocIDServer() {
    return levels;
  }

  @Override
  public Frontier getFrontier() {
    return levels;
  }

  @Override
  public WebURLFactory getWebURLFactory() {
    return Visit::new;
  }

  @Override
  public void close() {}
}
