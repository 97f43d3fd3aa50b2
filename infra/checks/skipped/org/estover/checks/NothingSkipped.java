package org.estover.checks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Fails the build where a test was skipped, be it disabled, by a condition or by an assumption:
 * what shows nothing must not look like what was shown.
 *
 * <p>It complains when the session closes, since JUnit logs and forgets what a listener throws
 * while tests run.
 */
public final class NothingSkipped implements LauncherSessionListener, TestExecutionListener {
  private final List<String> skipped = new CopyOnWriteArrayList<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(this);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped.add(test.getUniqueId() + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      String reason = result.getThrowable().map(Throwable::getMessage).orElse("aborted");
      skipped.add(test.getUniqueId() + ": " + reason);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (!skipped.isEmpty()) {
      throw new IllegalStateException(
          "a skipped test fails the build; let it run, or let it print what is absent and pass: "
              + String.join("; ", skipped));
    }
  }
}
