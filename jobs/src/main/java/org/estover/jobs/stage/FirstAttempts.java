package org.estover.jobs.stage;

import org.apache.spark.TaskContext;

/**
 * Fails the first attempt of every task after it has done its work, for tests of what a retry
 * leaves behind.
 *
 * <p>{@code -Destover.fail-first-attempts=true} switches it on; without the property nothing
 * happens.
 */
final class FirstAttempts {
  private FirstAttempts() {}

  static void fail() {
    if (Boolean.getBoolean("estover.fail-first-attempts")
        && TaskContext.get().attemptNumber() == 0) {
      throw new IllegalStateException("a first attempt, failed on request");
    }
  }
}
