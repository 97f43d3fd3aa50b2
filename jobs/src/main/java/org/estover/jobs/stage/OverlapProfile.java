package org.estover.jobs.stage;

import java.util.Collection;
import java.util.Locale;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.EvalItem;

/** By which rule documents are compared with evaluation sets; see {@link EvalIndex}. */
public enum OverlapProfile {
  /** Our own rule. */
  DEFAULT,
  /** The rule of GPT-3 and the Pile, as lm-evaluation-harness computes it. */
  PILE;

  /** The index of items by this rule. */
  public EvalIndex index(Collection<EvalItem> items) {
    return switch (this) {
      case DEFAULT -> EvalIndex.of(items);
      case PILE -> EvalIndex.pile(items);
    };
  }

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
