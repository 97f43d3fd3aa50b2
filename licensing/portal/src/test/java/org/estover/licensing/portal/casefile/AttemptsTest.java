package org.estover.licensing.portal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private static final Clock FIXED =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void oneAddressTriesSoOftenAndNoMore() {
    Attempts attempts = new Attempts(FIXED);
    for (int i = 0; i < 3; i++) {
      assertThat(attempts.mayTry("code", "192.0.2.1", 3)).isTrue();
      attempts.count("code", "192.0.2.1");
    }
    assertThat(attempts.mayTry("code", "192.0.2.1", 3)).isFalse();
    assertThat(attempts.mayTry("other", "192.0.2.1", 3)).isTrue();
    assertThat(attempts.mayTry("code", "192.0.2.2", 3)).isTrue();
  }

  @Test
  void afterAnHourItMayTryAgain() {
    Instant[] now = {FIXED.instant()};
    Attempts attempts =
        new Attempts(
            new Clock() {
              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now[0];
              }
            });
    attempts.count("code", "192.0.2.1");
    assertThat(attempts.mayTry("code", "192.0.2.1", 1)).isFalse();
    now[0] = now[0].plus(Duration.ofMinutes(61));
    assertThat(attempts.mayTry("code", "192.0.2.1", 1)).isTrue();
  }
}
