package org.estover.licensing.portal.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Alerts in the portal's database, with what became of them. */
@Component
final class AlertStore {
  private final JdbcClient database;
  private final JsonMapper mapper;

  AlertStore(JdbcClient database, JsonMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /**
   * An alert and what became of it.
   *
   * @param position its place among all
   * @param id its id
   * @param alert what was found
   * @param acknowledgedBy the account that has seen it, or ""
   * @param incidentId the incident that was filed of it, or ""
   */
  record Kept(long position, String id, Alert alert, String acknowledgedBy, String incidentId) {

    /** Whether nobody has seen it. */
    public boolean isNew() {
      return acknowledgedBy.isEmpty();
    }
  }

  /** Keeps an alert; whether it was not known already. */
  boolean add(Alert alert) {
    if (find(alert.id()).isPresent()) {
      return false;
    }
    try {
      database
          .sql(
              "insert into alert (id, rule, version, severity, subject, text, evidence, at,"
                  + " acknowledged_by, incident_id) values (?, ?, ?, ?, ?, ?, ?, ?, '', '')")
          .params(
              alert.id(),
              alert.rule(),
              alert.version(),
              alert.severity().word(),
              alert.subject(),
              alert.text(),
              mapper.writeValueAsString(alert.evidence()),
              OffsetDateTime.ofInstant(alert.at(), ZoneOffset.UTC))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      // Another process of this portal found the same.
      return false;
    }
  }

  Optional<Kept> find(String id) {
    return database
        .sql("select * from alert where id = ?")
        .param(id)
        .query((row, number) -> kept(row))
        .optional();
  }

  /** Alerts before a position, newest first; those that nobody has seen, or all. */
  List<Kept> before(long position, int most, boolean onlyNew) {
    return database
        .sql(
            "select * from alert where position < ? and (acknowledged_by = '' or not ?)"
                + " order by position desc limit ?")
        .params(position, onlyNew, most)
        .query((row, number) -> kept(row))
        .list();
  }

  void acknowledge(String id, String accountId) {
    database
        .sql("update alert set acknowledged_by = ? where id = ? and acknowledged_by = ''")
        .params(accountId, id)
        .update();
  }

  void file(String id, String incidentId) {
    database.sql("update alert set incident_id = ? where id = ?").params(incidentId, id).update();
  }

  private Kept kept(ResultSet row) throws SQLException {
    TreeMap<String, String> evidence = new TreeMap<>();
    mapper
        .readTree(row.getString("evidence"))
        .properties()
        .forEach(member -> evidence.put(member.getKey(), member.getValue().asString()));
    return new Kept(
        row.getLong("position"),
        row.getString("id"),
        new Alert(
            row.getString("rule"),
            row.getInt("version"),
            Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
            row.getString("subject"),
            row.getString("text"),
            evidence,
            row.getObject("at", OffsetDateTime.class).toInstant()),
        row.getString("acknowledged_by"),
        row.getString("incident_id"));
  }
}
