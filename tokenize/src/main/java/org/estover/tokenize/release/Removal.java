package org.estover.tokenize.release;

import java.util.Map;

/**
 * How many documents one rule of one stage removed on the way to a release.
 *
 * @param stage such as {@code 03-filter}
 * @param rule such as {@code rights-denied}
 */
public record Removal(String stage, String rule, long documents) {
  /** Checks names and count. */
  public Removal {
    if (stage.isEmpty() || rule.isEmpty() || documents < 0) {
      throw new IllegalArgumentException(
          "removal of " + documents + " by \"" + rule + "\" in \"" + stage + "\"");
    }
  }

  Map<String, Object> toJson() {
    return Map.of("stage", stage, "rule", rule, "documents", documents);
  }

  static Removal fromJson(JsonFields json) {
    Removal removal = new Removal(json.text("stage"), json.text("rule"), json.integer("documents"));
    json.end();
    return removal;
  }
}
