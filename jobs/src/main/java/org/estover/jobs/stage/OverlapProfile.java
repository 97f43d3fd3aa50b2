package org.estover.jobs.stage;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.dedupe.overlap.Contamination;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.dedupe.overlap.EvalItem;

/** By which rule documents are compared with evaluation sets; see {@link EvalIndex}. */
public enum OverlapProfile {
  /** Our own rule. */
  DEFAULT,
  /** The rule of GPT-3 and the Pile, as lm-evaluation-harness computes it. */
  PILE;

  /** The profile of a name on the command line or in a plan. */
  public static Optional<OverlapProfile> of(String word) {
    return Stream.of(values()).filter(profile -> profile.word().equals(word)).findFirst();
  }

  /** The names of the profile, the rule and its folding; another result means another name. */
  String version() {
    return word() + " " + EvalIndex.RULE + " " + index(List.of()).version();
  }

  /** Whether a document holds what no model should be trained on; pieces of it may be clean. */
  boolean isOverlap(Contamination found) {
    return switch (this) {
      case DEFAULT -> !found.verdict().keeps();
      // Short texts go there too, and what is to be cut is kept; neither tells of an item.
      case PILE -> found.matches() > 0;
    };
  }

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
