package org.estover.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The H2 trigger that refuses a journal entry booked in a month that was closed before; public
 * because H2 makes it.
 */
public final class OpenMonths implements Trigger {

  /** Columns of the table, in the order of its definition. */
  private static final int LOG_INDEX = 0;

  private static final int BOOKED = 4;

  private static final String CLOSED =
      "SELECT 1 FROM estover_ledger.period_change"
          + " WHERE period = ? AND state = 'closed' AND log_index < ?";

  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    if (newRow == null) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(CLOSED)) {
      query.setObject(1, newRow[BOOKED]);
      query.setObject(2, newRow[LOG_INDEX]);
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          throw new SQLException("refused: " + newRow[BOOKED] + " is a month that was closed");
        }
      }
    }
  }
}
