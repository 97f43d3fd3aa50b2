package org.estover.licensing.portal.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.estover.licensing.portal.access.PlainText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cases of the portal. Thread-safe. */
@Component
public final class Cases {
  /** How receipt codes begin. */
  static final String PREFIX = "case_";

  private static final int SHOWN = 500;

  /** What the database holds of an event's words. */
  private static final int WORDS = 4_000;

  private final JdbcClient database;
  private final Codes codes;
  private final Clock clock;

  Cases(JdbcClient database, Codes codes, Clock clock) {
    this.database = database;
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * What somebody asks for.
   *
   * @param place the site, page, document, name or claim that is meant
   * @param filer who asks
   * @param contact how they are reached, or ""
   * @param words what they say beside, or ""
   */
  public record Asked(CaseKind kind, String place, String filer, String contact, String words) {}

  /** A new case and the code that opens it, which is not kept. */
  public record Receipt(CaseFile file, String code) {}

  /** Opens a case. */
  public Receipt open(Asked asked) {
    String id = codes.id(PREFIX);
    String code = codes.secret(id + "-");
    Instant now = clock.instant();
    database
        .sql(
            "insert into case_file (id, code_sha256, kind, place, filer, contact, words, thing,"
                + " opened, due, state, proven, outcome, decision, log_index, releases_then)"
                + " values (?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, '', '', '', -1, 0)")
        .params(
            id,
            Codes.digest(code),
            asked.kind().word(),
            asked.place(),
            asked.filer(),
            asked.contact(),
            asked.words(),
            at(now),
            today().plusDays(asked.kind().days()),
            CaseState.OPEN.word())
        .update();
    return new Receipt(byId(id).orElseThrow(), code);
  }

  /** Takes a case away that could not be filed after all. */
  public void drop(String id) {
    database.sql("delete from case_event where case_id = ?").param(id).update();
    database.sql("delete from case_file where id = ?").param(id).update();
  }

  /** Remembers what was filed in the log for a case. */
  public void link(String id, String thing, long logIndex) {
    database
        .sql("update case_file set thing = ?, log_index = ? where id = ?")
        .params(thing, logIndex, id)
        .update();
  }

  /** Remembers what a corrected case is about from now on. */
  public void correct(String id, Asked asked) {
    database
        .sql(
            "update case_file set place = ?, filer = ?, contact = ?, words = ?, proven = ''"
                + " where id = ?")
        .params(asked.place(), asked.filer(), asked.contact(), asked.words(), id)
        .update();
  }

  /**
   * Remembers how control over the place was shown. Looking takes as long as that place's server
   * likes: a case that is about another place by then has been proven nothing of.
   */
  public void prove(CaseFile file, String method) {
    database
        .sql("update case_file set proven = ? where id = ? and place = ? and thing = ?")
        .params(method, file.id(), file.place(), file.thing())
        .update();
  }

  /**
   * How a case ended.
   *
   * @param outcome a word
   * @param words what who filed it is told
   * @param logIndex the entry of the log, or -1
   * @param releases how many releases were published then
   */
  public record Ending(String outcome, String words, long logIndex, int releases) {}

  /** Decides an open case; one that is not open stays as it is. */
  public void decide(String id, Ending ending) {
    if (end(id, CaseState.DECIDED, ending)) {
      add(
          id,
          new CaseEvent(
              clock.instant(), "decided", CaseEvent.TRUST, ending.words(), ending.logIndex()));
    }
  }

  /** Takes an open case back for who filed it. */
  public void withdraw(String id, long logIndex) {
    if (end(id, CaseState.WITHDRAWN, new Ending("taken-back", "", logIndex, 0))) {
      add(id, new CaseEvent(clock.instant(), "withdrawn", CaseEvent.FILER, "", logIndex));
    }
  }

  /** Whether it was open until now: of two that come at once the row takes one. */
  private boolean end(String id, CaseState state, Ending ending) {
    return database
            .sql(
                "update case_file set state = ?, outcome = ?, decision = ?, decided = ?,"
                    + " log_index = case when ? >= 0 then ? else log_index end, releases_then = ?"
                    + " where id = ? and state = 'open'")
            .params(
                state.word(),
                ending.outcome(),
                ending.words(),
                at(clock.instant()),
                ending.logIndex(),
                ending.logIndex(),
                ending.releases(),
                id)
            .update()
        == 1;
  }

  /** Adds to what happened in a case. */
  public void add(String id, CaseEvent event) {
    String words = event.words();
    String kept = PlainText.shortened(words, WORDS);
    database
        .sql(
            "insert into case_event (case_id, at, kind, author, words, log_index)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(id, at(event.at()), event.kind(), event.author(), kept, event.logIndex())
        .update();
  }

  /** What happened in a case, first things first. */
  public List<CaseEvent> events(String id) {
    return database
        .sql("select * from case_event where case_id = ? order by number limit " + SHOWN)
        .param(id)
        .query(
            (row, number) ->
                new CaseEvent(
                    instant(row, "at"),
                    row.getString("kind"),
                    row.getString("author"),
                    row.getString("words"),
                    row.getLong("log_index")))
        .list();
  }

  /** How many messages who filed a case has sent since a time. */
  int messagesSince(String id, Instant since) {
    return database
        .sql("select count(*) from case_event where case_id = ? and author = 'filer' and at > ?")
        .params(id, at(since))
        .query(Integer.class)
        .single();
  }

  /** The case that a receipt code opens. */
  public Optional<CaseFile> byCode(String code) {
    return one("code_sha256", Codes.digest(code));
  }

  /** The case of an id. */
  public Optional<CaseFile> byId(String id) {
    return one("id", id);
  }

  /** The case for which something was filed in the log. */
  public Optional<CaseFile> ofThing(String thing) {
    return database
        .sql("select * from case_file where thing = ? order by opened limit 1")
        .param(thing)
        .query((row, number) -> caseFile(row))
        .optional();
  }

  private Optional<CaseFile> one(String column, String value) {
    return database
        .sql("select * from case_file where " + column + " = ?")
        .param(value)
        .query((row, number) -> caseFile(row))
        .optional();
  }

  /** Cases that wait for a decision, those due first before the others. */
  public List<CaseFile> waiting() {
    return database
        .sql("select * from case_file where state = 'open' order by due, opened limit " + SHOWN)
        .query((row, number) -> caseFile(row))
        .list();
  }

  /** The cases decided last. */
  List<CaseFile> decided(int most) {
    return database
        .sql("select * from case_file where state = 'decided' order by decided desc limit ?")
        .param(most)
        .query((row, number) -> caseFile(row))
        .list();
  }

  /** How many cases of a kind ended in some way; open ones have no outcome. */
  record Tally(String kind, String outcome, long cases) {}

  /** All of them. */
  List<Tally> tallies() {
    return database
        .sql(
            "select kind, outcome, count(*) as cases from case_file group by kind, outcome"
                + " order by kind, outcome")
        .query(
            (row, number) ->
                new Tally(row.getString("kind"), row.getString("outcome"), row.getLong("cases")))
        .list();
  }

  /** How many cases wait that were opened after one time and not after another. */
  long waiting(Instant after, Instant until) {
    return database
        .sql("select count(*) from case_file where state = 'open' and opened > ? and opened <= ?")
        .params(at(after), at(until))
        .query(Long.class)
        .single();
  }

  /** How many cases wait that should have been decided. */
  long overdue() {
    return database
        .sql("select count(*) from case_file where state = 'open' and due < ?")
        .param(today())
        .query(Long.class)
        .single();
  }

  /** The day it is, in UTC, as the log has it. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static OffsetDateTime at(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static CaseFile caseFile(ResultSet row) throws SQLException {
    OffsetDateTime decided = row.getObject("decided", OffsetDateTime.class);
    return new CaseFile(
        row.getString("id"),
        CaseKind.of(row.getString("kind")),
        row.getString("place"),
        row.getString("filer"),
        row.getString("contact"),
        row.getString("words"),
        row.getString("thing"),
        instant(row, "opened"),
        row.getObject("due", LocalDate.class),
        CaseState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("proven"),
        row.getString("outcome"),
        row.getString("decision"),
        decided == null ? null : decided.toInstant(),
        row.getLong("log_index"),
        row.getInt("releases_then"));
  }
}
