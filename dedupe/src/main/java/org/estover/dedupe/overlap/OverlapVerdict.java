package org.estover.dedupe.overlap;

/** What becomes of a document after it was compared with evaluation sets. */
public enum OverlapVerdict {
  /** It shares nothing with them. */
  CLEAN(true),
  /** It holds contexts only: a passage that a set took from elsewhere leaks no question. */
  CONTEXT(true),
  /** It holds a question or an option. */
  OVERLAP(false),
  /** Profile pile: pieces of it stay. */
  CUT(true),
  /** Profile pile: more places than the rule allows are shared. */
  TOO_DIRTY(false),
  /** Profile pile: no piece is long enough. */
  NOTHING_LEFT(false);

  private final boolean keeps;

  OverlapVerdict(boolean keeps) {
    this.keeps = keeps;
  }

  /** Whether the document, or pieces of it, may be trained on. */
  public boolean keeps() {
    return keeps;
  }
}
