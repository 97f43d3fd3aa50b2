package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.decision.Decision;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RightsVerdict;

/**
 * Decides about the documents of a run by their signals.
 *
 * <p>Pages of one site mostly declare the same, so what a column says is read and resolved once for
 * many of them: up to {@value #REMEMBERED} different ones are remembered, and then all are
 * forgotten. Not thread-safe.
 */
public final class Decider {
  private static final int REMEMBERED = 1 << 12;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DecisionRules rules;
  private final LaterRobots later;
  private final Map<String, Known> known = new HashMap<>();

  /** What a column of signals says. */
  private record Known(List<String> lines, List<RightsSignal> signals, RightsVerdict declared) {}

  /** A decider on that basis. */
  public Decider(DecisionBasis basis) {
    rules = basis.rules();
    later = basis.later();
  }

  /**
   * Decides about one document.
   *
   * @param signals its column of that name
   * @param license its SPDX expression, or ""
   */
  public Decision decide(String uri, String signals, String license) {
    if (later.speaksFor(uri)) {
      return Decision.of(rules, uri, signals(uri, signals), license);
    }
    Known column = known(signals);
    return Decision.of(rules, uri, column.lines, column.declared, license);
  }

  /** The signals that hold of a document: those of its column, or what a later file says. */
  public List<RightsSignal> signals(String uri, String signals) {
    return later.applied(uri, known(signals).signals);
  }

  private Known known(String column) {
    Known found = known.get(column);
    if (found == null) {
      List<String> lines = lines(column);
      List<RightsSignal> signals = new ArrayList<>();
      lines.forEach(line -> signals.add(RightsSignal.parse(line)));
      found = new Known(lines, signals, Resolution.resolve(signals, Decision.USE, rules.reading()));
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(column, found);
    }
    return found;
  }

  private static List<String> lines(String column) {
    try {
      String[] lines = JSON.readValue(column, String[].class);
      Arrays.sort(lines);
      return List.of(lines);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("signals " + column + ": expected a JSON array", e);
    }
  }
}
