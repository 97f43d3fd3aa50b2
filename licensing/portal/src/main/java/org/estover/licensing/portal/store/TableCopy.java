package org.estover.licensing.portal.store;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The rows of the portal's tables as a file, which holds data and nothing that is run: each line is
 * a JSON array of strings and nulls.
 *
 * <pre>
 * File  --> ["estover portal tables 1", number of the newest script] Table* ["end", number of rows]
 * Table --> ["table", name, column...] Row*
 * Row   --> ["row", cell...]
 * </pre>
 *
 * <p>Reading it makes the tables by the portal's own scripts, as they were when it was written, and
 * puts the cells into them as parameters of statements that name those tables' own columns; then
 * newer scripts change them. A file that says anything else is refused.
 */
final class TableCopy {
  /** Its name in a backup. */
  static final String NAME = "portal.tables";

  private static final String FORMAT = "estover portal tables 1";
  private static final String TABLE = "table";
  private static final String ROW = "row";
  private static final String END = "end";
  private static final String HISTORY = "flyway_schema_history";
  private static final int BATCH = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TableCopy() {}

  /** A column of the portal's tables. */
  private record Column(String name, Kind kind, boolean numbered) {}

  /** How a cell is written. */
  private enum Kind {
    TEXT,
    BOOLEAN,
    WHOLE,
    DAY,
    TIME;

    static Kind of(String sqlType) {
      return switch (sqlType.toUpperCase(Locale.ROOT)) {
        case "CHARACTER VARYING", "CHARACTER LARGE OBJECT" -> TEXT;
        case "BOOLEAN" -> BOOLEAN;
        case "INTEGER", "BIGINT" -> WHOLE;
        case "DATE" -> DAY;
        case "TIMESTAMP WITH TIME ZONE" -> TIME;
        default -> throw new IllegalStateException("no way to write a column of " + sqlType);
      };
    }

    @Nullable String read(ResultSet row, int at) throws SQLException {
      Object cell =
          switch (this) {
            case TEXT -> row.getString(at);
            case BOOLEAN -> row.getObject(at, Boolean.class);
            case WHOLE -> row.getObject(at, Long.class);
            case DAY -> row.getObject(at, LocalDate.class);
            case TIME -> row.getObject(at, OffsetDateTime.class);
          };
      return cell == null ? null : cell.toString();
    }

    Object parse(String cell) {
      return switch (this) {
        case TEXT -> cell;
        case BOOLEAN -> {
          if (!cell.equals("true") && !cell.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
          }
          yield Boolean.valueOf(cell);
        }
        case WHOLE -> Long.valueOf(cell);
        case DAY -> LocalDate.parse(cell);
        case TIME -> OffsetDateTime.parse(cell);
      };
    }
  }

  /** Writes the rows of all tables as of one moment. */
  static void write(DataSource database, Path file) throws IOException, SQLException {
    try (Connection connection = database.getConnection();
        BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      connection.setAutoCommit(false);
      // In this database that is a snapshot, which writers do not wait for.
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      line(out, FORMAT, newestScript(connection));
      long rows = 0;
      for (Map.Entry<String, List<Column>> table : tables(connection).entrySet()) {
        rows += write(connection, out, table.getKey(), table.getValue());
      }
      line(out, END, Long.toString(rows));
      connection.commit();
    }
  }

  private static long write(
      Connection connection, BufferedWriter out, String table, List<Column> columns)
      throws IOException, SQLException {
    ArrayNode head = JSON.createArrayNode().add(TABLE).add(table);
    columns.forEach(column -> head.add(column.name()));
    line(out, head);
    long rows = 0;
    try (Statement all = connection.createStatement();
        ResultSet row = all.executeQuery("select " + names(columns) + " from " + quoted(table))) {
      while (row.next()) {
        ArrayNode cells = JSON.createArrayNode().add(ROW);
        for (int i = 0; i < columns.size(); i++) {
          cells.add(columns.get(i).kind().read(row, i + 1));
        }
        line(out, cells);
        rows++;
      }
    }
    return rows;
  }

  private static void line(BufferedWriter out, String... words) throws IOException {
    ArrayNode line = JSON.createArrayNode();
    Arrays.stream(words).forEach(line::add);
    line(out, line);
  }

  private static void line(BufferedWriter out, ArrayNode line) throws IOException {
    out.write(JSON.writeValueAsString(line));
    out.write('\n');
  }

  /**
   * Makes the database of a data folder, which has none, from such a file.
   *
   * @throws IOException if it holds anything but rows of the portal's tables
   */
  static void read(Path file, Path data) throws IOException {
    DataSource database = new DriverManagerDataSource(PortalDatabase.embedded(data), "portal", "");
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Reading reading = new Reading(file, lines);
      String script = reading.begin();
      FluentConfiguration scripts = Flyway.configure().dataSource(database).outOfOrder(true);
      if (Arrays.stream(scripts.load().info().all())
          .noneMatch(known -> String.valueOf(known.getVersion()).equals(script))) {
        throw reading.refused(
            "is of script "
                + script
                + ", which this version does not have; restore it with the version that made it");
      }
      scripts.target(script).load().migrate();
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        reading.into(connection);
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IOException(
          file + ": the database refuses its rows: " + e.getMessage() + "; take another backup", e);
    }
    PortalDatabase.migrate(database);
  }

  /** A file that is read. */
  private static final class Reading {
    private final Path file;
    private final BufferedReader lines;
    private long number;

    Reading(Path file, BufferedReader lines) {
      this.file = file;
      this.lines = lines;
    }

    private IOException refused(String why) {
      return new IOException(file + ": line " + number + " " + why + "; nothing was restored");
    }

    /** The number of the newest script that made the tables. */
    String begin() throws IOException {
      JsonNode first = next();
      String script = first.path(1).asString("");
      if (!is(first, FORMAT) || first.size() != 2 || !script.matches("[1-9][0-9]{0,5}")) {
        throw refused("is not [\"" + FORMAT + "\", number]: take another backup");
      }
      return script;
    }

    private static boolean is(JsonNode line, String first) {
      return line.get(0).asString("").equals(first);
    }

    private JsonNode next() throws IOException {
      number++;
      String line = lines.readLine();
      if (line == null) {
        throw refused("is missing: take another backup");
      }
      JsonNode cells;
      try {
        cells = JSON.readTree(line);
      } catch (JacksonException e) {
        throw refused("is no row of a table: take another backup");
      }
      boolean plain = cells.isArray() && !cells.isEmpty();
      for (JsonNode cell : cells) {
        plain &= cell.isString() || cell.isNull();
      }
      if (!plain) {
        throw refused("is no row of a table: take another backup");
      }
      return cells;
    }

    void into(Connection connection) throws IOException, SQLException {
      Map<String, List<Column>> tables = tables(connection);
      List<String> parentsLast = new ArrayList<>(tables.keySet());
      Collections.reverse(parentsLast);
      try (Statement statement = connection.createStatement()) {
        for (String table : parentsLast) {
          // The scripts put a row into some.
          statement.execute("delete from " + quoted(table));
        }
      }
      Map<String, List<Column>> missing = new TreeMap<>(tables);
      long rows = 0;
      JsonNode line = next();
      while (is(line, TABLE)) {
        String table = line.path(1).asString("");
        List<Column> known = missing.remove(table);
        if (known == null) {
          throw refused("names a table that the portal has not: take another backup");
        }
        List<Column> columns = columns(line, known);
        line = next();
        try (PreparedStatement insert = connection.prepareStatement(insert(table, columns))) {
          while (is(line, ROW)) {
            add(insert, line, columns);
            rows++;
            if (rows % BATCH == 0) {
              insert.executeBatch();
            }
            line = next();
          }
          insert.executeBatch();
        }
        renumber(connection, table, columns);
      }
      if (!is(line, END) || !line.path(1).asString("").equals(Long.toString(rows))) {
        throw refused("is neither a row nor the end of " + rows + " rows: take another backup");
      }
      if (lines.readLine() != null) {
        throw refused("is followed by another: take another backup");
      }
      if (!missing.isEmpty()) {
        throw refused("ends without the tables " + missing.keySet() + ": take another backup");
      }
    }

    private List<Column> columns(JsonNode head, List<Column> known) throws IOException {
      Map<String, Column> left = new LinkedHashMap<>();
      known.forEach(column -> left.put(column.name(), column));
      List<Column> columns = new ArrayList<>();
      for (int i = 2; i < head.size(); i++) {
        Column column = left.remove(head.get(i).asString(""));
        if (column == null) {
          throw refused("names a column that the table has not: take another backup");
        }
        columns.add(column);
      }
      if (columns.isEmpty()) {
        throw refused("names no column: take another backup");
      }
      return columns;
    }

    private void add(PreparedStatement insert, JsonNode line, List<Column> columns)
        throws IOException, SQLException {
      if (line.size() != columns.size() + 1) {
        throw refused(
            "has "
                + (line.size() - 1)
                + " cells instead of "
                + columns.size()
                + ": take another backup");
      }
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        JsonNode cell = line.get(i + 1);
        try {
          insert.setObject(i + 1, cell.isNull() ? null : column.kind().parse(cell.asString()));
        } catch (DateTimeException | IllegalArgumentException e) {
          throw refused("cannot be read as " + column.name() + ": take another backup");
        }
      }
      insert.addBatch();
    }
  }

  /** The next row gets a number behind the highest. */
  private static void renumber(Connection connection, String table, List<Column> columns)
      throws SQLException {
    for (Column column : columns) {
      if (column.numbered()) {
        String name = quoted(column.name());
        String highest = "select coalesce(max(" + name + "), 0) + 1 from " + quoted(table);
        try (Statement statement = connection.createStatement()) {
          long next;
          try (ResultSet row = statement.executeQuery(highest)) {
            row.next();
            next = row.getLong(1);
          }
          statement.execute(
              "alter table " + quoted(table) + " alter column " + name + " restart with " + next);
        }
      }
    }
  }

  private static String insert(String table, List<Column> columns) {
    String cells = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    return "insert into "
        + quoted(table)
        + " ("
        + names(columns)
        + ") overriding system value values ("
        + cells
        + ")";
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
  }

  /** A name of the database's own list of tables, never one of a file. */
  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String newestScript(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select max(cast(version as integer)) from "
                    + HISTORY
                    + " where version is not null")) {
      row.next();
      return Long.toString(row.getLong(1));
    }
  }

  /** The portal's tables, each behind those that its rows refer to. */
  private static Map<String, List<Column>> tables(Connection connection) throws SQLException {
    SortedMap<String, List<Column>> all = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select table_name, column_name, data_type, is_identity from"
                    + " information_schema.columns where table_schema = 'public' order by"
                    + " table_name, ordinal_position")) {
      while (row.next()) {
        if (!row.getString(1).equals(HISTORY)) {
          all.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
              .add(
                  new Column(
                      row.getString(2), Kind.of(row.getString(3)), row.getString(4).equals("YES")));
        }
      }
    }
    Map<String, List<Column>> ordered = new LinkedHashMap<>();
    while (ordered.size() < all.size()) {
      int before = ordered.size();
      for (Map.Entry<String, List<Column>> table : all.entrySet()) {
        if (!ordered.containsKey(table.getKey())
            && ordered.keySet().containsAll(parents(connection, table.getKey()))) {
          ordered.put(table.getKey(), List.copyOf(table.getValue()));
        }
      }
      if (ordered.size() == before) {
        throw new IllegalStateException("tables refer to each other in a circle: " + all.keySet());
      }
    }
    return ordered;
  }

  private static List<String> parents(Connection connection, String table) throws SQLException {
    List<String> parents = new ArrayList<>();
    try (ResultSet keys = connection.getMetaData().getImportedKeys(null, "public", table)) {
      while (keys.next()) {
        parents.add(keys.getString("PKTABLE_NAME"));
      }
    }
    return parents;
  }
}
