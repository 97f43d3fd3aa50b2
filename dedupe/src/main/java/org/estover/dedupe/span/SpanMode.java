package org.estover.dedupe.span;

/** Which occurrences of a repeated passage are removed. */
public enum SpanMode {
  /**
   * All but the first: a window goes where an equal one begins before it in the order of survival.
   * Of a passage that repeats itself without a gap (a line of dashes) its unit stays once.
   */
  KEEP_ONE,

  /** Every occurrence: a window goes where an equal one begins anywhere else. */
  REMOVE_ALL
}
