package org.estover.licensing.portal.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.log.JsonObject;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The activity log's events as the database knows them, for looking up by whom, when and what. It
 * follows the log's files and is made anew from them where it knows more than they do. Thread-safe.
 */
@Component
public final class ActivityIndex {
  private static final int BATCH = 1_000;

  private final SegmentLog segments;
  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transactions;
  private long indexed = -1;

  ActivityIndex(
      ActivityLog log,
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transactions) {
    this.segments = log.segments();
    this.database = database;
    this.batches = batches;
    this.transactions = transactions;
  }

  /**
   * What is asked for.
   *
   * @param actor the account that did it, or "" for any
   * @param partyId the party it was done for, or "" for any
   * @param action the action, or "" for any
   * @param day the day in UTC, or "" for any
   * @param before events before this position only
   */
  public record Query(String actor, String partyId, String action, String day, long before) {}

  /** How often something was done on a day. */
  public record Count(LocalDate day, String action, long events, long bytes) {}

  /** The newest events that a query asks for. */
  public List<ActivityEvent> find(Query query, int most) throws IOException {
    follow();
    StringBuilder sql = new StringBuilder("select line from activity where position < ?");
    List<Object> values = new ArrayList<>();
    values.add(query.before());
    with(sql, values, "actor", query.actor());
    with(sql, values, "party", query.partyId());
    with(sql, values, "action", query.action());
    if (!query.day().isEmpty()) {
      sql.append(" and event_day = ?");
      values.add(LocalDate.parse(query.day()));
    }
    values.add(most);
    return database
        .sql(sql + " order by position desc limit ?")
        .params(values)
        .query(String.class)
        .list()
        .stream()
        .map(line -> JsonObject.parse(line.getBytes(StandardCharsets.UTF_8)))
        .map(ActivityEvent::fromJson)
        .toList();
  }

  private static void with(StringBuilder sql, List<Object> values, String column, String value) {
    if (!value.isEmpty()) {
      sql.append(" and ").append(column).append(" = ?");
      values.add(value);
    }
  }

  /** How often what was done since a day. */
  public List<Count> counts(LocalDate since) throws IOException {
    follow();
    return database
        .sql("select * from activity_day where event_day >= ? order by event_day desc, action")
        .param(since)
        .query(
            (row, number) ->
                new Count(
                    row.getObject("event_day", LocalDate.class),
                    row.getString("action"),
                    row.getLong("events"),
                    row.getLong("bytes")))
        .list();
  }

  /** Takes up what was recorded since. */
  @Scheduled(fixedDelay = 2_000)
  synchronized void follow() throws IOException {
    long size = segments.size();
    if (indexed < 0) {
      indexed = known();
      if (indexed > size) {
        forget();
        indexed = 0;
      }
    }
    while (indexed < size) {
      List<ActivityEvent> events = segments.read(indexed, BATCH);
      transactions.executeWithoutResult(status -> add(events));
      indexed += events.size();
    }
  }

  private long known() {
    return Optional.ofNullable(
            database
                .sql("select coalesce(max(position), -1) from activity")
                .query(Long.class)
                .single())
        .map(last -> last + 1)
        .orElse(0L);
  }

  private void forget() {
    database.sql("delete from activity").update();
    database.sql("delete from activity_day").update();
  }

  private void add(List<ActivityEvent> events) {
    batches.batchUpdate(
        "insert into activity (position, event_day, actor, party, action, line)"
            + " values (?, ?, ?, ?, ?, ?)",
        events,
        BATCH,
        (row, event) -> {
          row.setLong(1, event.position());
          row.setObject(2, day(event));
          row.setString(3, event.activity().actor());
          row.setString(4, event.activity().onBehalfOf());
          row.setString(5, event.activity().action());
          row.setString(6, event.toJson().toString());
        });
    for (ActivityEvent event : events) {
      int known =
          database
              .sql(
                  "update activity_day set events = events + 1, bytes = bytes + ?"
                      + " where event_day = ? and action = ?")
              .params(event.activity().bytes(), day(event), event.activity().action())
              .update();
      if (known == 0) {
        database
            .sql("insert into activity_day (event_day, action, events, bytes) values (?, ?, 1, ?)")
            .params(day(event), event.activity().action(), event.activity().bytes())
            .update();
      }
    }
  }

  private static LocalDate day(ActivityEvent event) {
    return LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
  }
}
