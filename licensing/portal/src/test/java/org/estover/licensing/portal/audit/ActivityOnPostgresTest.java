package org.estover.licensing.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL has of the activity log's files is what the files have. */
final class ActivityOnPostgresTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void eventsAreFoundByWhoWhatAndWhen() throws Exception {
    ActivityLog log = PORTAL.bean(ActivityLog.class);
    ActivityEvent made =
        log.record(
            new Activity(
                "acc_postgres", "pty_postgres", "", "stores.test", "rel_1", 12, Map.of("a", "b")));
    ActivityIndex index =
        new ActivityIndex(log, Postgres.client(), Postgres.batches(), Postgres.transactions());
    LocalDate day = LocalDate.ofInstant(made.at(), ZoneOffset.UTC);
    List<ActivityEvent> found =
        index.find(
            new ActivityIndex.Query(
                "acc_postgres", "pty_postgres", "stores.test", day.toString(), Long.MAX_VALUE),
            9);
    assertThat(found).containsExactly(made);
    assertThat(index.counts(day)).contains(new ActivityIndex.Count(day, "stores.test", 1, 12));
  }
}
