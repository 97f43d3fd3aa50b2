package org.estover.licensing.portal.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.api.ApiClient;
import org.estover.licensing.portal.audit.ActivityLog;
import org.estover.licensing.portal.desk.TrustDesk;
import org.junit.jupiter.api.Test;

/** From an event to its alert, its page and its incident; and the same again from the logs. */
final class WatchTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A program asks for a shard for a purpose; it has a grant for another. */
  private static void asks(String purpose) throws Exception {
    Client client = PORTAL.anybody();
    Tokens.Made made = token("for " + purpose, purpose);
    assertThat(client.get(shard(), "Authorization", "Bearer " + made.secret()).statusCode())
        .isEqualTo(403);
  }

  private static Tokens.Made token(String name, String purpose) {
    String account =
        PORTAL.bean(Accounts.class).byEmail("developer0@portal.test").orElseThrow().id();
    return PORTAL
        .bean(Tokens.class)
        .create(account, name, Set.of("download"), purpose, Duration.ofDays(1));
  }

  /** The address of a shard. */
  private static String shard() throws Exception {
    String release = PORTAL.made().releases().get(0);
    Matcher file =
        Pattern.compile("/download/" + release + "/[A-Za-z0-9._-]+\\.bin\"")
            .matcher(PORTAL.as("developer0").page("/download/" + release));
    assertThat(file.find()).isTrue();
    return file.group().replace("\"", "");
  }

  private static JsonNode alertOf(ApiClient operator, String purpose) throws Exception {
    for (JsonNode alert : JSON.readTree(operator.get("/v1/alerts?limit=200").body()).get("items")) {
      if (alert.get("text").asText().contains("\"" + purpose + "\"")) {
        return alert;
      }
    }
    return JSON.nullNode();
  }

  @Test
  void anAlertIsThereWithinFiveSecondsAndBecomesAnIncident() throws Exception {
    ApiClient operator = ApiClient.as(PORTAL, "operator0");
    // What was done before must be behind us, as it is where a portal has been up for a while.
    PORTAL.bean(Watch.class).look();
    asks("resale");
    long begun = System.nanoTime();
    JsonNode alert = JSON.nullNode();
    while (alert.isNull() && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(30)) {
      alert = alertOf(operator, "resale");
    }
    assertThat(alert.isNull()).isFalse();
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(alert.get("rule").asText()).isEqualTo("purpose-not-in-license");
    String id = alert.get("id").asText();
    var person = PORTAL.as("operator0");
    assertThat(person.page("/operator/alerts")).contains(id, "purpose-not-in-license");
    assertThat(
            person
                .submit("/operator/alerts", "/operator/alerts/" + id + "/incident", Map.of())
                .statusCode())
        .isEqualTo(302);
    JsonNode filed = alertOf(operator, "resale");
    String incident = filed.get("incidentId").asText();
    assertThat(filed.get("state").asText()).isEqualTo("acknowledged");
    assertThat(operator.get("/v1/ledger/entries?limit=200&type=incident-filed.v1").body())
        .contains(incident, "purpose-exceeded", "high");
    assertThat(person.page("/operator/alerts")).doesNotContain(id);
    assertThat(person.page("/operator/alerts?all=true")).contains(id, incident);
    assertThat(PORTAL.as("developer0").get("/operator/alerts").statusCode()).isEqualTo(403);
    assertThat(PORTAL.as("auditor0").page("/operator/alerts?all=true")).contains(id);
  }

  @Test
  void aTokenThatFetchesFromTwoNetworksIsNoticed() throws Exception {
    Tokens.Made made = token("fetches", "");
    String path = shard();
    for (String network : List.of("203.0.113.121", "203.0.113.122")) {
      Client client = PORTAL.from(network);
      assertThat(
              client
                  .send(
                      client
                          .request(path)
                          .header("Authorization", "Bearer " + made.secret())
                          .GET()
                          .build())
                  .statusCode())
          .isEqualTo(302);
    }
    Set<String> rules = new TreeSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (rules.size() < 2 && System.nanoTime() < end) {
      PORTAL.bean(Watch.class).look();
      PORTAL.bean(AlertStore.class).before(Long.MAX_VALUE, 10_000, false).stream()
          .map(AlertStore.Kept::alert)
          .filter(alert -> made.token().id().equals(alert.evidence().get("token")))
          .forEach(alert -> rules.add(alert.rule()));
    }
    assertThat(rules).containsExactly("concurrent-token", "token-from-new-network");
  }

  @Test
  void readingTheLogsAgainGivesTheSameAlerts() throws Exception {
    asks("mirroring");
    ApiClient operator = ApiClient.as(PORTAL, "operator0");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (alertOf(operator, "mirroring").isNull() && System.nanoTime() < end) {
      PORTAL.bean(Watch.class).look();
    }
    Set<String> kept =
        PORTAL.bean(AlertStore.class).before(Long.MAX_VALUE, 10_000, false).stream()
            .map(AlertStore.Kept::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Monitor monitor = new Monitor(PORTAL.bean(MonitoringSettings.class));
    Streams streams =
        new Streams(PORTAL.bean(TrustDesk.class), PORTAL.bean(ActivityLog.class).segments());
    Set<String> found = new TreeSet<>();
    var events = streams.next(PORTAL.bean(Clock.class).instant());
    while (!events.isEmpty()) {
      events.forEach(event -> monitor.see(event).forEach(alert -> found.add(alert.id())));
      events = streams.next(PORTAL.bean(Clock.class).instant());
    }
    // Other tests go on meanwhile, so more may be found than was kept a moment ago, and no less.
    assertThat(kept).isNotEmpty();
    assertThat(found).containsAll(kept);
  }
}
