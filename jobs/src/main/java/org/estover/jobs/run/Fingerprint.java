package org.estover.jobs.run;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a stage's output depends on: equal fingerprints give equal rows.
 *
 * @param stage the stage
 * @param plan the plan's settings that this stage uses, by dotted key; {@link RunPlan#part}
 * @param inputs digest of what the stage reads; {@link RunFolder#inputsDigest} after 01-crawl
 * @param algorithms versions of the algorithms that shape the output, by name
 */
public record Fingerprint(
    StageName stage,
    SortedMap<String, String> plan,
    String inputs,
    SortedMap<String, String> algorithms) {
  public Fingerprint {
    plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
    algorithms = Collections.unmodifiableSortedMap(new TreeMap<>(algorithms));
  }

  /** SHA-256 in hex over all components, each key and value length-prefixed. */
  public String digest() {
    Digest digest = new Digest("estover.fingerprint.v1").add(stage.folder());
    return digest.add(planDigest()).add(inputs).add(algorithms).hex();
  }

  /** SHA-256 in hex over the plan's settings alone. */
  public String planDigest() {
    return new Digest("estover.plan-part.v1").add(plan).hex();
  }
}
