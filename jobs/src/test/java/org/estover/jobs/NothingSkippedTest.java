package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ServiceLoader;
import org.estover.checks.NothingSkipped;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class NothingSkippedTest {
  @Test
  void theListenerIsRegistered() {
    assertThat(ServiceLoader.load(LauncherSessionListener.class))
        .hasAtLeastOneElementOfType(NothingSkipped.class);
  }

  @Test
  void aSessionWithoutASkippedTestCloses() {
    assertThatCode(() -> session(Runs.class)).doesNotThrowAnyException();
  }

  @Test
  void aDisabledTestIsNamedWithItsReason() {
    assertThatThrownBy(() -> session(Switched.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[method:off()]: too slow today");
  }

  @Test
  void aDisabledClassIsNamed() {
    assertThatThrownBy(() -> session(Off.class)).hasMessageContaining("Off]");
  }

  @Test
  void anAssumptionThatDoesNotHoldIsASkippedTest() {
    assertThatThrownBy(() -> session(Assuming.class))
        .hasMessageContaining("Assumption failed: no browser here");
  }

  private static void session(Class<?> tests) {
    LauncherConfig config =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addLauncherSessionListeners(new NothingSkipped())
            .build();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      session
          .getLauncher()
          .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build());
    }
  }

  // Surefire takes no nested classes for tests of their own.

  static final class Runs {
    @Test
    void runs() {}
  }

  static final class Switched {
    @Test
    void runs() {}

    @Test
    @Disabled("too slow today")
    void off() {}
  }

  @Disabled("all of it")
  static final class Off {
    @Test
    void off() {}
  }

  static final class Assuming {
    @Test
    void assumes() {
      assumeTrue(false, "no browser here");
    }
  }
}
