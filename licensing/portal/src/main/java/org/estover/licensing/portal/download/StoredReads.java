package org.estover.licensing.portal.download;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The reads in the portal's database, by which pages show them: each of them, and sums a day. What
 * is proved about reads stands in the activity log. Thread-safe.
 */
@Component
class StoredReads implements ReadLog {
  /** Whose reads are meant: a developer's, or those of an account that acts for none. */
  private static final String MINE =
      "(party_id = ? and party_id <> '' or party_id = '' and account_id = ?)";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JdbcClient database;
  private final TransactionTemplate transactions;

  StoredReads(JdbcClient database, TransactionTemplate transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /**
   * Whose reads are meant.
   *
   * @param partyId the developer, or "" where it is an account alone
   * @param accountId the account
   */
  record Reader(String partyId, String accountId) {
    static final Reader EVERYBODY = new Reader("*", "*");
  }

  /** A read with the number that it has in the database, by which lists go on. */
  record Numbered(long number, ShardRead read) {

    /** When it was, to the second. */
    public String time() {
      return TIME.format(read.at());
    }
  }

  /** What was read of a release under a grant. */
  record Total(
      String releaseId,
      String partyId,
      String grantId,
      long reads,
      long bytes,
      LocalDate first,
      LocalDate last) {}

  @Override
  public void record(ShardRead read) {
    transactions.executeWithoutResult(
        status -> {
          addToDay(read);
          add(read);
        });
  }

  private void addToDay(ShardRead read) {
    Object[] key = {
      read.releaseId(),
      read.partyId(),
      read.accountId(),
      read.grantId(),
      LocalDate.ofInstant(read.at(), ZoneOffset.UTC)
    };
    database
        .sql(
            "insert into shard_read_day (release_id, party_id, account_id, grant_id, read_day,"
                + " reads, bytes) values (?, ?, ?, ?, ?, 0, 0) on conflict do nothing")
        .params(key)
        .update();
    database
        .sql(
            "update shard_read_day set reads = reads + 1, bytes = bytes + ? where release_id = ?"
                + " and party_id = ? and account_id = ? and grant_id = ? and read_day = ?")
        .param(read.bytes())
        .params(key)
        .update();
  }

  private void add(ShardRead read) {
    database
        .sql(
            "insert into shard_read (read_at, account_id, party_id, grant_id, release_id, file,"
                + " byte_from, byte_to, masked) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            OffsetDateTime.ofInstant(read.at(), ZoneOffset.UTC),
            read.accountId(),
            read.partyId(),
            read.grantId(),
            read.releaseId(),
            read.file(),
            read.from(),
            read.to(),
            read.masked())
        .update();
  }

  /** Reads before one, the newest first. */
  List<Numbered> before(Reader reader, long number, int count) {
    boolean all = reader.equals(Reader.EVERYBODY);
    JdbcClient.StatementSpec asked =
        database
            .sql(
                "select * from shard_read where id < ?"
                    + (all ? "" : " and " + MINE)
                    + " order by id desc limit ?")
            .param(number);
    if (!all) {
      asked = asked.param(reader.partyId()).param(reader.accountId());
    }
    return asked.param(count).query((row, at) -> numbered(row)).list();
  }

  /** What was read in all, by release and grant. */
  List<Total> totals(Reader reader) {
    boolean all = reader.equals(Reader.EVERYBODY);
    JdbcClient.StatementSpec asked =
        database.sql(
            "select release_id, party_id, grant_id, sum(reads) as reads, sum(bytes) as bytes,"
                + " min(read_day) as first_day, max(read_day) as last_day from shard_read_day"
                + (all ? "" : " where " + MINE)
                + " group by release_id, party_id, grant_id"
                + " order by release_id, party_id, grant_id limit 500");
    if (!all) {
      asked = asked.param(reader.partyId()).param(reader.accountId());
    }
    return asked.query((row, at) -> total(row)).list();
  }

  private static Numbered numbered(ResultSet row) throws SQLException {
    return new Numbered(
        row.getLong("id"),
        new ShardRead(
            row.getObject("read_at", OffsetDateTime.class).toInstant(),
            row.getString("account_id"),
            "",
            row.getString("party_id"),
            row.getString("grant_id"),
            row.getString("release_id"),
            row.getString("file"),
            row.getLong("byte_from"),
            row.getLong("byte_to"),
            row.getBoolean("masked")));
  }

  private static Total total(ResultSet row) throws SQLException {
    return new Total(
        row.getString("release_id"),
        row.getString("party_id"),
        row.getString("grant_id"),
        row.getLong("reads"),
        row.getLong("bytes"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class));
  }
}
