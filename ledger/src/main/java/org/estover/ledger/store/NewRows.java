package org.estover.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * The H2 trigger that refuses to add a row to a log entry that was taken in; public because H2
 * makes it. Every table that it guards begins with the index of the log entry.
 */
public final class NewRows implements Trigger {

  private static final String TAKEN_IN = "SELECT entries FROM estover_ledger.index_state";

  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    if (newRow == null || !(newRow[0] instanceof Long logIndex)) {
      throw new SQLException("refused: a row without a log entry");
    }
    try (PreparedStatement query = connection.prepareStatement(TAKEN_IN);
        ResultSet state = query.executeQuery()) {
      if (state.next() && logIndex < state.getLong(1)) {
        throw new SQLException(
            "refused: rows of the books are final, and log entry " + logIndex + " was taken in");
      }
    }
  }
}
