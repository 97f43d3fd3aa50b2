package org.estover.licensing.portal.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The endpoints of accounts in the portal's database. */
@Component
final class EndpointStore {
  private final JdbcClient database;

  EndpointStore(JdbcClient database) {
    this.database = database;
  }

  void add(Endpoint endpoint) {
    database
        .sql(
            "insert into webhook_endpoint (id, account_id, url, types, description, active,"
                + " created, sealed_secret) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            endpoint.id(),
            endpoint.accountId(),
            endpoint.url(),
            types(endpoint),
            endpoint.description(),
            endpoint.active(),
            time(endpoint.created()),
            endpoint.sealedSecret())
        .update();
  }

  void change(Endpoint endpoint) {
    database
        .sql(
            "update webhook_endpoint set url = ?, types = ?, description = ?, active = ?"
                + " where id = ?")
        .params(
            endpoint.url(),
            types(endpoint),
            endpoint.description(),
            endpoint.active(),
            endpoint.id())
        .update();
  }

  void remove(String id) {
    database.sql("delete from webhook_delivery where endpoint_id = ?").param(id).update();
    database.sql("delete from webhook_endpoint where id = ?").param(id).update();
  }

  Optional<Endpoint> find(String id) {
    return database
        .sql("select * from webhook_endpoint where id = ?")
        .param(id)
        .query((row, number) -> endpoint(row))
        .optional();
  }

  /** An account's endpoints, oldest first. */
  List<Endpoint> ofAccount(String accountId) {
    return database
        .sql("select * from webhook_endpoint where account_id = ? order by created, id")
        .param(accountId)
        .query((row, number) -> endpoint(row))
        .list();
  }

  /** All that are told. */
  List<Endpoint> active() {
    return database
        .sql("select * from webhook_endpoint where active order by created, id")
        .query((row, number) -> endpoint(row))
        .list();
  }

  private static String types(Endpoint endpoint) {
    return String.join(" ", EventType.words(endpoint.types()));
  }

  private static Endpoint endpoint(ResultSet row) throws SQLException {
    return new Endpoint(
        row.getString("id"),
        row.getString("account_id"),
        row.getString("url"),
        Arrays.stream(row.getString("types").split(" ", -1)).map(EventType::of).toList(),
        row.getString("description"),
        row.getBoolean("active"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getString("sealed_secret"));
  }

  /** A time as both databases take it. */
  static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
