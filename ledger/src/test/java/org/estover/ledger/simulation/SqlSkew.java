package org.estover.ledger.simulation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classic write skew in a database: two accounts of 50, which together must not fall below
 * zero, and two serializable transactions that each take 100 from one of them.
 */
final class SqlSkew {
  private static final Map<String, Long> START = Map.of("a", 50L, "b", 50L);

  private SqlSkew() {}

  /**
   * What came of it.
   *
   * @param committed the transactions that the database took
   * @param refusals the SQLSTATE with which it refused others
   * @param sum what stands on both accounts in the end
   */
  record Outcome(List<SerialCheck.Transaction> committed, List<String> refusals, long sum) {
    boolean isSerializable() {
      return SerialCheck.isSerializable(START, committed);
    }
  }

  static Outcome run(String url, String user, String password) throws SQLException {
    try (Connection one = DriverManager.getConnection(url, user, password);
        Connection two = DriverManager.getConnection(url, user, password)) {
      execute(one, "DROP TABLE IF EXISTS skew");
      execute(one, "CREATE TABLE skew (account VARCHAR(10) PRIMARY KEY, units BIGINT NOT NULL)");
      execute(one, "INSERT INTO skew VALUES ('a', 50), ('b', 50)");
      List<SerialCheck.Transaction> committed = new ArrayList<>();
      List<String> refusals = new ArrayList<>();
      for (Connection connection : List.of(one, two)) {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
      }
      Map<String, Long> readByOne = read(one);
      Map<String, Long> readByTwo = read(two);
      take(one, "a", readByOne, committed, refusals);
      take(two, "b", readByTwo, committed, refusals);
      long sum = read(one).values().stream().mapToLong(Long::longValue).sum();
      one.rollback();
      return new Outcome(committed, refusals, sum);
    }
  }

  private static void take(
      Connection connection,
      String account,
      Map<String, Long> read,
      List<SerialCheck.Transaction> committed,
      List<String> refusals)
      throws SQLException {
    if (read.values().stream().mapToLong(Long::longValue).sum() < 100) {
      return;
    }
    try {
      execute(connection, "UPDATE skew SET units = units - 100 WHERE account = '" + account + "'");
      connection.commit();
      committed.add(
          new SerialCheck.Transaction("take from " + account, read, Map.of(account, -100L)));
    } catch (SQLException e) {
      connection.rollback();
      refusals.add(e.getSQLState());
    }
  }

  private static Map<String, Long> read(Connection connection) throws SQLException {
    Map<String, Long> read = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT account, units FROM skew")) {
      while (rows.next()) {
        read.put(rows.getString(1), rows.getLong(2));
      }
    }
    return read;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
