package org.estover.dedupe.near;

/**
 * The rule which of a band's members are compared: each, in survivor's order, with the first and
 * with the {@value #SIZE} before it.
 *
 * <p>These are all pairs in bands of usual size, and work that grows with the members, not with
 * their square, where thousands share a band. What is similar to one of the members between still
 * comes into one cluster with all of them.
 */
public final class CandidateWindow {
  /** The name of the rule: another window may find other pairs. */
  public static final String VERSION = "estover.window.v2";

  /** How many members before it a member is compared with, besides the first. */
  public static final int SIZE = 16;

  private CandidateWindow() {}
}
