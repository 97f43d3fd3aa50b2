package org.estover.licensing.portal.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.estover.licensing.portal.account.SealedSecrets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was answered to requests with an Idempotency-Key that were done. Bodies are sealed, because
 * some show a secret once. Thread-safe, also among processes.
 */
@Component
final class IdempotentRequests {
  /** A request that has no answer after this was cut off with its process. */
  static final Duration GIVEN_UP = Duration.ofMinutes(2);

  private static final String PURPOSE = "idempotency";

  private final JdbcClient database;
  private final SealedSecrets secrets;
  private final Clock clock;

  IdempotentRequests(JdbcClient database, SealedSecrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** An answer that was given. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that go out as they came
  record Kept(int status, String location, byte[] body) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Kept kept
          && status == kept.status
          && location.equals(kept.location)
          && Arrays.equals(body, kept.body);
    }

    @Override
    public int hashCode() {
      return location.hashCode();
    }

    @Override
    public String toString() {
      return "Kept[" + status + "]";
    }
  }

  private record Row(String sha256, Instant started, int status, String location, String body) {}

  /**
   * Begins a request, or gives what was answered to it before.
   *
   * @throws ProblemException if the key was sent with another request, or its request is being
   *     answered
   */
  Optional<Kept> begin(String accountId, String key, String sha256) {
    try {
      database
          .sql(
              "insert into idempotent_request (account_id, request_key, request_sha256, started,"
                  + " status, location, sealed_body) values (?, ?, ?, ?, 0, '', '')")
          .params(accountId, key, sha256, now())
          .update();
      return Optional.empty();
    } catch (DuplicateKeyException e) {
      return again(accountId, key, sha256);
    }
  }

  private Optional<Kept> again(String accountId, String key, String sha256) {
    Optional<Row> found =
        database
            .sql("select * from idempotent_request where account_id = ? and request_key = ?")
            .params(accountId, key)
            .query(
                (row, number) ->
                    new Row(
                        row.getString("request_sha256"),
                        row.getObject("started", OffsetDateTime.class).toInstant(),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("sealed_body")))
            .optional();
    if (found.isEmpty()) {
      // The first one failed between the two statements; the client may try again.
      throw Errors.keyInUse();
    }
    Row row = found.get();
    if (!row.sha256().equals(sha256)) {
      throw Errors.keyReused();
    }
    if (row.status() != 0) {
      byte[] body = secrets.open(PURPOSE, row.body());
      return Optional.of(new Kept(row.status(), row.location(), body));
    }
    if (row.started().plus(GIVEN_UP).isAfter(clock.instant()) || !takenOver(accountId, key, row)) {
      throw Errors.keyInUse();
    }
    return Optional.empty();
  }

  /** What a cut-off request wrote to the ledger is found there again, so it can be repeated. */
  private boolean takenOver(String accountId, String key, Row row) {
    return database
            .sql(
                "update idempotent_request set started = ?"
                    + " where account_id = ? and request_key = ? and status = 0 and started = ?")
            .params(now(), accountId, key, OffsetDateTime.ofInstant(row.started(), ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Keeps the answer to a request that was begun. */
  void answered(String accountId, String key, Kept answer) {
    database
        .sql(
            "update idempotent_request set status = ?, location = ?, sealed_body = ?"
                + " where account_id = ? and request_key = ?")
        .params(
            answer.status(),
            answer.location(),
            secrets.seal(PURPOSE, answer.body()),
            accountId,
            key)
        .update();
  }

  /** Forgets a request that was begun and did nothing, so that it can be sent again. */
  void forget(String accountId, String key) {
    database
        .sql(
            "delete from idempotent_request"
                + " where account_id = ? and request_key = ? and status = 0")
        .params(accountId, key)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
