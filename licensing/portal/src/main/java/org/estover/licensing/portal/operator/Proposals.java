package org.estover.licensing.portal.operator;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.casefile.Codes;
import org.estover.licensing.terms.identity.ContentId;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The proposals, with what became of them. Thread-safe. */
@Component
final class Proposals {
  private static final int OUTCOME = 4_000;
  private static final String VOID = "void";

  private final JdbcClient database;
  private final Codes codes;
  private final Clock clock;

  Proposals(JdbcClient database, Codes codes, Clock clock) {
    this.database = database;
    this.codes = codes;
    this.clock = clock;
  }

  /** What is confirmed: the act, its words, and what may not change meanwhile. */
  static String digest(String kind, SortedMap<String, String> words, Act.Outlook outlook) {
    return ContentId.sha256(kind + "\n" + json(words) + "\n" + outlook.state());
  }

  private static String json(Map<String, ?> members) {
    return new String(JsonObject.of(members).bytes(), StandardCharsets.UTF_8);
  }

  /** Keeps a proposal, and returns its id. */
  String add(Visitor by, String kind, SortedMap<String, String> words, Act.Outlook outlook) {
    String id = codes.id("prp_");
    List<Map<String, String>> facts =
        outlook.facts().stream()
            .map(fact -> Map.of("label", fact.label(), "words", fact.words()))
            .toList();
    database
        .sql(
            "insert into proposal (id, kind, thing, words, facts, digest, proposed_by, proposer,"
                + " proposed, state, ended_by, ender, outcome, log_index)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', '', '', '', -1)")
        .params(
            id,
            kind,
            words.getOrDefault(Act.THING, ""),
            json(words),
            json(Map.of("facts", facts)),
            digest(kind, words, outlook),
            by.accountId(),
            by.name(),
            now())
        .update();
    return id;
  }

  Optional<Proposal> find(String id) {
    return database
        .sql("select * from proposal where id = ?")
        .param(id)
        .query((row, number) -> proposal(row))
        .optional();
  }

  /**
   * Some proposals of a list.
   *
   * @param from how many stand before them
   * @param next how many stand before those that follow, or -1 where none does
   */
  record Part(List<Proposal> proposals, int from, int next) {
    /** Copies the list. */
    Part {
      proposals = List.copyOf(proposals);
    }
  }

  /** Those that wait for a second operator, oldest first. */
  Part open(int from, int most) {
    return part("state = 'open' order by proposed, id", from, most);
  }

  /** Those that ended, last ones first. */
  Part ended(int from, int most) {
    return part("state <> 'open' order by ended desc, id", from, most);
  }

  private Part part(String which, int from, int most) {
    int first = Math.max(0, from);
    List<Proposal> found =
        database
            .sql("select * from proposal where " + which + " limit ? offset ?")
            .params(most + 1, first)
            .query((row, number) -> proposal(row))
            .list();
    boolean more = found.size() > most;
    return new Part(
        more ? found.subList(0, most) : found, first, more ? Math.addExact(first, most) : -1);
  }

  /** All things and cases that open proposals name. */
  Set<String> named() {
    Set<String> named = new HashSet<>();
    database
        .sql("select thing, words from proposal where state = 'open'")
        .query(
            (RowCallbackHandler)
                row -> {
                  named.add(row.getString("thing"));
                  JsonObject words = parsed(row.getString("words"));
                  if (words.names().contains(FourEyes.CASE)) {
                    named.add(words.text(FourEyes.CASE));
                  }
                });
    // Neither every proposal names a case, nor has every case a thing in the log.
    named.remove("");
    return named;
  }

  /** What is proposed for a thing and waits. */
  List<Proposal> openOf(String thing) {
    return database
        .sql("select * from proposal where state = 'open' and thing = ? order by proposed")
        .param(thing)
        .query((row, number) -> proposal(row))
        .list();
  }

  /** Ends an open proposal. */
  void end(String id, String state, Visitor by, String outcome, long logIndex) {
    database
        .sql(
            "update proposal set state = ?, ended_by = ?, ender = ?, ended = ?, outcome = ?,"
                + " log_index = ? where id = ? and state = 'open'")
        .params(
            state,
            by.accountId(),
            by.name(),
            now(),
            PlainText.shortened(outcome, OUTCOME),
            logIndex,
            id)
        .update();
  }

  /** Ends what an account proposed and nobody confirmed, for good: it was sent away since. */
  void endOf(String accountId) {
    database
        .sql("update proposal set state = ?, ended = ? where proposed_by = ? and state = 'open'")
        .params(VOID, now(), accountId)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Proposal proposal(ResultSet row) throws SQLException {
    JsonObject words = parsed(row.getString("words"));
    TreeMap<String, String> said = new TreeMap<>();
    words.names().forEach(name -> said.put(name, words.text(name)));
    List<Act.Fact> facts =
        parsed(row.getString("facts")).objects("facts").stream()
            .map(fact -> new Act.Fact(fact.text("label"), fact.text("words")))
            .toList();
    OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
    return new Proposal(
        row.getString("id"),
        row.getString("kind"),
        row.getString("thing"),
        said,
        facts,
        row.getString("digest"),
        row.getString("proposed_by"),
        row.getString("proposer"),
        row.getObject("proposed", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getString("ender"),
        ended == null ? null : ended.toInstant(),
        row.getString("outcome"),
        row.getLong("log_index"));
  }

  private static JsonObject parsed(String json) {
    return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
