package org.estover.jobs.run;

/**
 * Ends the process at a stage's commit, for tests of what survives a kill.
 *
 * <p>{@code -Destover.kill=03-filter:before} halts the process (no shutdown hook, no flush) just
 * before that stage's folder is renamed, {@code :after} just after. Without the property nothing
 * happens.
 */
final class KillSwitch {
  /** What a process killed by SIGKILL returns to its shell. */
  private static final int KILLED = 137;

  private KillSwitch() {}

  static void beforeCommit(StageName stage) {
    haltAt(stage.folder() + ":before");
  }

  static void afterCommit(StageName stage) {
    haltAt(stage.folder() + ":after");
  }

  private static void haltAt(String place) {
    if (place.equals(System.getProperty("estover.kill"))) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
