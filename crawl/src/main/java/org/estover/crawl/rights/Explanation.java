package org.estover.crawl.rights;

import java.util.List;

/**
 * A verdict with its evidence.
 *
 * @param evidence one line per signal that speaks about the use, naming protocol, place and words,
 *     in the order of the signals' canonical lines
 */
public record Explanation(RightsVerdict verdict, List<String> evidence) {
  public Explanation {
    evidence = List.copyOf(evidence);
  }
}
