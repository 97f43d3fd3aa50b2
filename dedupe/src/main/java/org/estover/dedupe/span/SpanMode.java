package org.estover.dedupe.span;

/** Which occurrences of a repeated passage are removed. */
public enum SpanMode {
  /**
   * All but the first: a window goes where an equal one lies wholly before it in the order of
   * survival. A window that only overlaps its equal (a line of dashes) stays, for it is no copy.
   */
  KEEP_ONE,

  /** Every occurrence: a window goes where an equal one begins anywhere else. */
  REMOVE_ALL
}
