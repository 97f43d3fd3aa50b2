package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL keeps of a request with an Idempotency-Key comes back. */
final class IdempotencyOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");

  private static IdempotentRequests at(Instant time) {
    return new IdempotentRequests(
        Postgres.client(),
        PortalServer.shared().bean(SealedSecrets.class),
        Clock.fixed(time, ZoneOffset.UTC));
  }

  @Test
  void aKeyIsAnsweredOnce() {
    IdempotentRequests requests = at(NOW);
    assertThat(requests.begin("acc_1", "key", "aa")).isEmpty();
    assertThatThrownBy(() -> requests.begin("acc_1", "key", "aa"))
        .isInstanceOf(ProblemException.class);
    IdempotentRequests.Kept answer =
        new IdempotentRequests.Kept(201, "/v1/x", "{}".getBytes(StandardCharsets.UTF_8));
    requests.answered("acc_1", "key", answer);
    assertThat(requests.begin("acc_1", "key", "aa")).contains(answer);
    assertThatThrownBy(() -> requests.begin("acc_1", "key", "bb"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void whatWasCutOffIsTakenOverAndWhatFailedIsForgotten() {
    assertThat(at(NOW).begin("acc_2", "key", "aa")).isEmpty();
    IdempotentRequests later = at(NOW.plus(IdempotentRequests.GIVEN_UP));
    assertThat(later.begin("acc_2", "key", "aa")).isEmpty();
    later.forget("acc_2", "key");
    assertThat(later.begin("acc_2", "key", "bb")).isEmpty();
  }
}
