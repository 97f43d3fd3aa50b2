package org.estover.licensing.portal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.casefile.Codes;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class DraftsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  /** A clock that is put forward by hand; it starts behind the portal's, whose drafts it spares. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void aDraftIsKeptForThirtyDaysAndThenGone() {
    Hand clock = new Hand();
    JdbcClient database = PORTAL.bean(JdbcClient.class);
    Drafts drafts = new Drafts(database, PORTAL.bean(Codes.class), clock);
    String code = drafts.begin(Flow.CLAIMS, Map.of("place", "ada.test"));
    String digest = Codes.digest(code);
    clock.now = clock.now.plus(Drafts.KEPT).minus(Duration.ofSeconds(1));
    drafts.expire();
    assertThat(drafts.find(code))
        .hasValueSatisfying(draft -> assertThat(draft.answer("place")).isEqualTo("ada.test"));
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertThat(drafts.find(code)).isEmpty();
    assertThat(count(database, digest)).isEqualTo(1);
    drafts.expire();
    assertThat(count(database, digest)).isZero();
  }

  @Test
  void onlyTheDigestOfACodeIsKept() {
    JdbcClient database = PORTAL.bean(JdbcClient.class);
    String code = PORTAL.bean(Drafts.class).begin(Flow.OPT_OUT, Map.of());
    assertThat(database.sql("select code_sha256 from draft").query(String.class).list())
        .contains(Codes.digest(code))
        .doesNotContain(code);
  }

  @Test
  void aDraftIsSentOnce() {
    Drafts drafts = PORTAL.bean(Drafts.class);
    String code = drafts.begin(Flow.OPT_OUT, Map.of("place", "ada.test"));
    assertThat(drafts.remove(code)).isTrue();
    assertThat(drafts.remove(code)).isFalse();
  }

  private static int count(JdbcClient database, String digest) {
    return database
        .sql("select count(*) from draft_answer where code_sha256 = ?")
        .param(digest)
        .query(Integer.class)
        .single();
  }
}
