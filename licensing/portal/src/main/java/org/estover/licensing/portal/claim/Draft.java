package org.estover.licensing.portal.claim;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody has entered and not sent yet.
 *
 * @param flow what they ask for
 * @param answers what they entered, by field
 * @param expires until when it is kept
 */
record Draft(Flow flow, SortedMap<String, String> answers, Instant expires) {
  /** Answer that names the case which the draft corrects. */
  static final String CORRECTS = "corrects";

  Draft {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  /** The answer to a field, or "". */
  String answer(String name) {
    return answers.getOrDefault(name, "");
  }

  /** Without what is personal. */
  @Override
  public String toString() {
    return "Draft[" + flow + "]";
  }
}
