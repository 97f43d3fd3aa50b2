package org.estover.licensing.portal.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The networks from which accounts signed in, as keyed hashes. Thread-safe. */
@Component
final class KnownNetworks {
  private final JdbcClient database;
  private final Clock clock;

  KnownNetworks(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  boolean isKnown(String accountId, String network) {
    return database
            .sql("select count(*) from known_network where account_id = ? and network = ?")
            .params(accountId, network)
            .query(Long.class)
            .single()
        > 0;
  }

  void saw(String accountId, String network) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int known =
        database
            .sql("update known_network set seen = ? where account_id = ? and network = ?")
            .params(now, accountId, network)
            .update();
    if (known == 0) {
      database
          .sql("insert into known_network (account_id, network, seen) values (?, ?, ?)")
          .params(accountId, network, now)
          .update();
    }
  }
}
