package org.estover.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The H2 trigger that refuses to count log entries as taken in whose rows break a rule between
 * rows, and to count fewer than before; public because H2 makes it.
 */
public final class TakenIn implements Trigger {

  /** A column of the table, in the order of its definition. */
  private static final int ENTRIES = 1;

  private static final String BROKEN =
      "SELECT log_index, rule FROM estover_ledger.broken_rule WHERE log_index >= ? LIMIT 1";

  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    if (oldRow == null) {
      return;
    }
    if (newRow == null || entries(newRow) < entries(oldRow)) {
      throw new SQLException(
          "refused: rows of the books are final, and "
              + entries(oldRow)
              + " log entries were taken in");
    }
    try (PreparedStatement query = connection.prepareStatement(BROKEN)) {
      query.setLong(1, entries(oldRow));
      try (ResultSet broken = query.executeQuery()) {
        if (broken.next()) {
          throw new SQLException(
              "log entry " + broken.getLong(1) + " refused: " + broken.getString(2));
        }
      }
    }
  }

  private static long entries(Object[] row) {
    return (Long) row[ENTRIES];
  }
}
