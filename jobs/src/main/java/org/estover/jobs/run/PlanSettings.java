package org.estover.jobs.run;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan's settings in their one normal form: defaults written out, units converted, everything
 * left out that changes no release: where something lies, what is made beside it, how big the
 * machine is. Two plans with equal settings ask for the same release.
 *
 * @param values value by dotted key, for example {@code sources.web.priority}
 * @param stages the first stage that depends on the setting, by the same key
 */
public record PlanSettings(SortedMap<String, String> values, SortedMap<String, StageName> stages) {
  public PlanSettings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
  }

  /** The settings that {@code stage} is the first to use, in the order of their keys. */
  public SortedMap<String, String> part(StageName stage) {
    SortedMap<String, String> part = new TreeMap<>(values);
    part.keySet().removeIf(key -> stages.get(key) != stage);
    return part;
  }

  /** SHA-256 in hex over all settings: the plan digest of a release's manifest. */
  public String digest() {
    return new Digest("estover.plan.v1").add(values).hex();
  }
}
