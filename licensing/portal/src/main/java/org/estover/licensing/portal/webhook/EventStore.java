package org.estover.licensing.portal.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Events and their deliveries in the portal's database. */
@Component
final class EventStore {
  private final JdbcClient database;
  private final JsonMapper mapper;

  EventStore(JdbcClient database, JsonMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /** Up to which log entry events were made. */
  long cursor() {
    return database
        .sql("select log_index from webhook_cursor where one = 1")
        .query(Long.class)
        .single();
  }

  void moveCursor(long logIndex) {
    database.sql("update webhook_cursor set log_index = ? where one = 1").param(logIndex).update();
  }

  void add(ConcerningEvent concerning) {
    Event event = concerning.event();
    long index = Objects.requireNonNull(event.logIndex());
    database
        .sql("insert into webhook_event (log_index, id, type, at, data) values (?, ?, ?, ?, ?)")
        .params(
            index,
            event.id(),
            event.type(),
            EndpointStore.time(Instant.parse(event.timestamp())),
            mapper.writeValueAsString(event.data()))
        .update();
    for (String party : concerning.parties()) {
      database
          .sql("insert into webhook_event_party (log_index, party_id) values (?, ?)")
          .params(index, party)
          .update();
    }
  }

  /** Events from a log entry on that concern a party, or all of them. */
  List<Event> events(boolean all, String party, long from, int most) {
    return database
        .sql(
            "select * from webhook_event e where log_index >= ? and (? or exists (select 1 from"
                + " webhook_event_party p where p.log_index = e.log_index and p.party_id in"
                + " ('', ?))) order by log_index limit ?")
        .params(from, all, party, most)
        .query((row, number) -> event(row))
        .list();
  }

  private Event event(ResultSet row) throws SQLException {
    Map<String, String> data = new TreeMap<>();
    mapper
        .readTree(row.getString("data"))
        .properties()
        .forEach(member -> data.put(member.getKey(), member.getValue().asString()));
    return new Event(
        row.getString("id"),
        row.getString("type"),
        row.getObject("at", OffsetDateTime.class).toInstant().toString(),
        row.getLong("log_index"),
        data);
  }

  void add(Delivery delivery) {
    database
        .sql(
            "insert into webhook_delivery (id, endpoint_id, event_id, body, state, attempts,"
                + " created, next_attempt, last_status, last_error)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, '')")
        .params(
            delivery.id(),
            delivery.endpointId(),
            delivery.eventId(),
            delivery.body(),
            delivery.state(),
            delivery.attempts(),
            EndpointStore.time(delivery.created()),
            EndpointStore.time(delivery.nextAttempt()))
        .update();
  }

  Optional<Delivery> delivery(String id) {
    return database
        .sql("select * from webhook_delivery where id = ?")
        .param(id)
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** An endpoint's deliveries before a position, newest first. */
  List<Delivery> deliveries(String endpointId, long before, int most) {
    return database
        .sql(
            "select * from webhook_delivery where endpoint_id = ? and position < ?"
                + " order by position desc limit ?")
        .params(endpointId, before, most)
        .query((row, number) -> delivery(row))
        .list();
  }

  /** The delivery of a position. */
  Optional<Delivery> delivery(long position) {
    return database
        .sql("select * from webhook_delivery where position = ?")
        .param(position)
        .query((row, number) -> delivery(row))
        .optional();
  }

  /** Of each endpoint the oldest delivery that is due: at most as many as there are endpoints. */
  List<Due> due(Instant now) {
    return database
        .sql(
            "select coalesce(e.account_id, d.endpoint_id) as account_id, d.endpoint_id,"
                + " min(d.position) as position from webhook_delivery d left join"
                + " webhook_endpoint e on e.id = d.endpoint_id where d.state = 'waiting'"
                + " and d.next_attempt <= ? group by e.account_id, d.endpoint_id"
                + " order by min(d.position)")
        .param(EndpointStore.time(now))
        .query(
            (row, number) ->
                new Due(
                    row.getString("account_id"),
                    row.getString("endpoint_id"),
                    row.getLong("position")))
        .list();
  }

  /** Takes a due delivery until a time, unless somebody else took it. */
  boolean take(Delivery delivery, Instant until) {
    return database
            .sql(
                "update webhook_delivery set next_attempt = ?"
                    + " where id = ? and state = 'waiting' and next_attempt = ?")
            .params(
                EndpointStore.time(until),
                delivery.id(),
                EndpointStore.time(delivery.nextAttempt()))
            .update()
        == 1;
  }

  /** Writes what became of a delivery. */
  void settle(Delivery delivery) {
    database
        .sql(
            "update webhook_delivery set state = ?, attempts = ?, next_attempt = ?,"
                + " last_status = ?, last_error = ? where id = ?")
        .params(
            delivery.state(),
            delivery.attempts(),
            EndpointStore.time(delivery.nextAttempt()),
            delivery.lastStatus(),
            delivery.lastError(),
            delivery.id())
        .update();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("position"),
        row.getString("id"),
        row.getString("endpoint_id"),
        row.getString("event_id"),
        row.getString("body"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getObject("next_attempt", OffsetDateTime.class).toInstant(),
        row.getInt("last_status"),
        row.getString("last_error"));
  }
}
