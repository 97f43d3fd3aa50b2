package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.junit.jupiter.api.Test;

/** A request that is sent twice is done once, and answered twice alike. */
final class IdempotencyTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String run(String name, int steps) {
    SampleTrust.Licensee developer = PORTAL.made().developers().get(1);
    return "{\"grantId\":\""
        + developer.grantId()
        + "\",\"name\":\""
        + name
        + "\",\"steps\":"
        + steps
        + ",\"sequencesPerStep\":2}";
  }

  private static long logSize() throws Exception {
    return JSON.readTree(ApiClient.as(PORTAL, "").get("/v1/ledger/checkpoint").body())
        .get("size")
        .asLong();
  }

  @Test
  void theSameKeyGivesTheSameAnswerAndAnotherRequestIsRefused() throws Exception {
    ApiClient developer = ApiClient.as(PORTAL, "developer1");
    String[] key = {"Idempotency-Key", "once-1"};
    HttpResponse<String> first = developer.post("/v1/training-runs", run("once", 3), key);
    WrittenContract.read().requireNamed("POST /v1/training-runs", first);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    long size = logSize();
    HttpResponse<String> second = developer.post("/v1/training-runs", run("once", 3), key);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(logSize()).isEqualTo(size);
    HttpResponse<String> other = developer.post("/v1/training-runs", run("once", 4), key);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency-key-reused");
    // Another account's key of that name is another key.
    HttpResponse<String> another =
        ApiClient.as(PORTAL, "developer0").post("/v1/training-runs", run("once", 3), key);
    assertThat(another.statusCode()).isEqualTo(422);
    assertThat(another.body()).contains("unknown-id");
  }

  @Test
  void aTokenIsNotToldWhatAnotherWasAnswered() throws Exception {
    Visitor owner =
        PORTAL.bean(Accounts.class).byEmail("developer1@portal.test").orElseThrow().visitor();
    Tokens tokens = PORTAL.bean(Tokens.class);
    ApiClient nobody = ApiClient.as(PORTAL, "");
    String run = run("told once", 3);
    String[] reports = {"Idempotency-Key", "scoped-1", "Authorization", ""};
    reports[3] = "Bearer " + made(tokens, owner, "report");
    assertThat(nobody.post("/v1/training-runs", run, reports).statusCode()).isEqualTo(201);
    String[] reads = reports.clone();
    reads[3] = "Bearer " + made(tokens, owner, "read");
    HttpResponse<String> answer = nobody.post("/v1/training-runs", run, reads);
    assertThat(answer.statusCode()).as(answer.body()).isIn(403, 422);
    assertThat(answer.body()).doesNotContain("trun_");
  }

  private static String made(Tokens tokens, Visitor owner, String scope) {
    return tokens.create(owner.accountId(), scope, Set.of(scope), "", Duration.ofDays(1)).secret();
  }

  @Test
  void whatWasRefusedIsCorrectedUnderTheSameKey() throws Exception {
    ApiClient developer = ApiClient.as(PORTAL, "developer1");
    String[] key = {"Idempotency-Key", "refused-1"};
    HttpResponse<String> first = developer.post("/v1/training-runs", run("too long", 99_999), key);
    assertThat(first.statusCode()).isEqualTo(422);
    JsonNode problem = JSON.readTree(first.body());
    assertThat(problem.get("type").asText()).endsWith("problem-terms-refused");
    assertThat(problem.get("detail").asText()).contains("99999");
    // Not even the same request is answered from memory: what refused it may have changed.
    HttpResponse<String> again = developer.post("/v1/training-runs", run("too long", 99_999), key);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
    HttpResponse<String> torn = developer.post("/v1/training-runs", "{\"grantId\":", key);
    assertThat(torn.statusCode()).as(torn.body()).isEqualTo(400);
    HttpResponse<String> corrected = developer.post("/v1/training-runs", run("corrected", 3), key);
    assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(201);
    assertThat(developer.post("/v1/training-runs", run("corrected", 3), key).body())
        .isEqualTo(corrected.body());
  }

  @Test
  void whatCannotBeCountedIsRefusedInWords() throws Exception {
    String large = run("large", 3).replace("\"steps\":3", "\"steps\":999999999999999999");
    HttpResponse<String> refused =
        ApiClient.as(PORTAL, "developer1").post("/v1/training-runs", large);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).doesNotContain("overflow");
  }

  @Test
  void manyAtOnceAreOneRequest() throws Exception {
    ApiClient developer = ApiClient.as(PORTAL, "developer1");
    ExecutorService clients = Executors.newFixedThreadPool(6);
    try {
      List<Future<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sent.add(
            clients.submit(
                () ->
                    developer.post(
                        "/v1/training-runs", run("at once", 2), "Idempotency-Key", "at-once")));
      }
      int done = 0;
      for (Future<HttpResponse<String>> each : sent) {
        HttpResponse<String> answer = each.get(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
        done += answer.statusCode() == 201 ? 1 : 0;
      }
      assertThat(done).isGreaterThanOrEqualTo(1);
    } finally {
      clients.shutdownNow();
    }
    JsonNode runs = JSON.readTree(developer.get("/v1/training-runs?limit=200").body()).get("items");
    int named = 0;
    for (JsonNode each : runs) {
      named += each.get("name").asText().equals("at once") ? 1 : 0;
    }
    assertThat(named).isEqualTo(1);
  }

  @Test
  void keysAndBodiesHaveBounds() throws Exception {
    ApiClient developer = ApiClient.as(PORTAL, "developer1");
    assertThat(
            developer
                .post("/v1/training-runs", run("bounds", 2), "Idempotency-Key", "with space")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            developer
                .post("/v1/claims", "\"" + "x".repeat(IdempotencyFilter.MOST_BYTES) + "\"")
                .statusCode())
        .isEqualTo(413);
  }
}
