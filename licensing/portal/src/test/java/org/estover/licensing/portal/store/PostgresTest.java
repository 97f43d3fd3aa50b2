package org.estover.licensing.portal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The scripts make the same tables on PostgreSQL as on H2; stores are tried on both by others. */
final class PostgresTest {
  private static final String COLUMNS =
      "select table_name || '.' || column_name || ' ' || is_nullable from"
          + " information_schema.columns where table_schema = 'public' and table_name <>"
          + " 'flyway_schema_history'";

  @Test
  void theScriptsMakeTheSameTablesOnBothDatabases() {
    List<String> ours = columns(PortalServer.shared().bean(JdbcClient.class));
    assertThat(columns(Postgres.client())).containsExactlyInAnyOrderElementsOf(ours);
    assertThat(ours).contains("account.email NO", "webhook_cursor.log_index NO");
  }

  private static List<String> columns(JdbcClient database) {
    return database.sql(COLUMNS).query(String.class).list();
  }
}
