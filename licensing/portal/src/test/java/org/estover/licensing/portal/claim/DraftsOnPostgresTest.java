package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.casefile.Codes;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What PostgreSQL keeps of a draft comes back. */
final class DraftsOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void aDraftIsAnsweredSentAndExpires() {
    JdbcClient database = Postgres.client();
    Codes codes = PortalServer.shared().bean(Codes.class);
    Drafts drafts = new Drafts(database, codes, Clock.fixed(NOW, ZoneOffset.UTC));
    String sent = drafts.begin(Flow.CLAIMS, Map.of("place", "ada.test"));
    drafts.answer(sent, Map.of("place", "bob.test"));
    assertThat(drafts.find(sent))
        .hasValueSatisfying(draft -> assertThat(draft.answer("place")).isEqualTo("bob.test"));
    assertThat(drafts.remove(sent)).isTrue();
    String left = drafts.begin(Flow.OPT_OUT, Map.of("place", "ada.test"));
    new Drafts(database, codes, Clock.fixed(NOW.plus(Drafts.KEPT), ZoneOffset.UTC)).expire();
    assertThat(drafts.find(left)).isEmpty();
    assertThat(database.sql("select count(*) from draft_answer").query(Long.class).single())
        .isZero();
  }
}
