package org.estover.licensing.portal.claim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.portal.casefile.Codes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps drafts for thirty days under codes of which only digests are known. Thread-safe. */
@Component
class Drafts {
  /** How long a draft is kept after it was begun. */
  static final Duration KEPT = Duration.ofDays(30);

  private final JdbcClient database;
  private final Codes codes;
  private final Clock clock;

  Drafts(JdbcClient database, Codes codes, Clock clock) {
    this.database = database;
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * Begins a draft.
   *
   * @return the code that opens it, which is not kept
   */
  @Transactional
  public String begin(Flow flow, Map<String, String> answers) {
    String code = codes.secret("draft_");
    Instant now = clock.instant();
    database
        .sql("insert into draft (code_sha256, flow, created, expires) values (?, ?, ?, ?)")
        .params(Codes.digest(code), flow.word(), at(now), at(now.plus(KEPT)))
        .update();
    answer(code, answers);
    return code;
  }

  /** Keeps answers in place of earlier ones. */
  @Transactional
  public void answer(String code, Map<String, String> answers) {
    String digest = Codes.digest(code);
    answers.forEach(
        (name, words) -> {
          database
              .sql("delete from draft_answer where code_sha256 = ? and name = ?")
              .params(digest, name)
              .update();
          database
              .sql("insert into draft_answer (code_sha256, name, words) values (?, ?, ?)")
              .params(digest, name, words)
              .update();
        });
  }

  /** The draft that a code opens, unless its time is over. */
  public Optional<Draft> find(String code) {
    String digest = Codes.digest(code);
    return database
        .sql("select flow, expires from draft where code_sha256 = ? and expires > ?")
        .params(digest, at(clock.instant()))
        .query(
            (row, number) ->
                new Draft(
                    Flow.of(row.getString("flow")),
                    answers(digest),
                    row.getObject("expires", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private SortedMap<String, String> answers(String digest) {
    TreeMap<String, String> answers = new TreeMap<>();
    database
        .sql("select name, words from draft_answer where code_sha256 = ?")
        .param(digest)
        .query(
            row -> {
              answers.put(row.getString("name"), row.getString("words"));
            });
    return answers;
  }

  /**
   * Takes a draft away.
   *
   * @return whether it was there, which of two who send it at once is true for one
   */
  @Transactional
  public boolean remove(String code) {
    String digest = Codes.digest(code);
    database.sql("delete from draft_answer where code_sha256 = ?").param(digest).update();
    return database.sql("delete from draft where code_sha256 = ?").param(digest).update() > 0;
  }

  /** Takes away what is over; cascades to the answers. */
  @Scheduled(fixedDelay = 3_600_000)
  public void expire() {
    database.sql("delete from draft where expires <= ?").param(at(clock.instant())).update();
  }

  private static OffsetDateTime at(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
