package org.estover.crawl.rights;

import java.util.Locale;

/**
 * What may be done with a page, as the protocols tell it apart; rights are decided for each use on
 * its own.
 */
public enum Use {
  /** Fetching the page with an automatic client. */
  CRAWL,
  /** Showing the page in search results: a link and an excerpt, no summary. */
  SEARCH,
  /** Changing the parameters of a generative model by the page. */
  AI_TRAIN,
  /** Giving the page to a generative model as input, as retrieval does. */
  AI_INPUT,
  /** Keeping the page in an index that feeds generative models. */
  AI_INDEX,
  /** Text and data mining of any kind. */
  TDM;

  /** The name in kebab case: {@code ai-train}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
