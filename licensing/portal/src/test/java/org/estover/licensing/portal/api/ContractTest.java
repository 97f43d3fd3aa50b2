package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.casefile.CaseEvent;
import org.estover.licensing.portal.casefile.CaseKind;
import org.estover.licensing.portal.casefile.Cases;
import org.junit.jupiter.api.Test;

/** Contract, routes and answers say the same. */
final class ContractTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What explains the contract is not in it. */
  private static final Set<String> ABOUT_IT = Set.of("GET /v1/openapi.yaml", "GET /v1/docs");

  @Test
  void everyRouteIsInTheContractAndTheOtherWayRound() throws Exception {
    Map<String, String> scopes = new TreeMap<>();
    for (var route : PORTAL.routes().getHandlerMethods().entrySet()) {
      Rule rule = route.getValue().getMethodAnnotation(Rule.class);
      for (String pattern : route.getKey().getPatternValues()) {
        for (var method : route.getKey().getMethodsCondition().getMethods()) {
          String operation = method + " " + pattern;
          if (pattern.startsWith("/v1/") && !ABOUT_IT.contains(operation)) {
            scopes.put(operation, Objects.requireNonNull(rule).scope());
          }
        }
      }
    }
    Map<String, String> written = new TreeMap<>();
    Set<String> names = new HashSet<>();
    WrittenContract.read()
        .operations()
        .forEach(
            (operation, node) -> {
              written.put(operation, node.get("x-scope").asText());
              assertThat(names.add(node.get("operationId").asText())).as(operation).isTrue();
            });
    assertThat(scopes).hasSizeGreaterThan(25).isEqualTo(written);
  }

  @Test
  void everyAnswerOfAWalkIsAsTheContractSays() throws Exception {
    WrittenContract contract = WrittenContract.read();
    Set<String> asked = new TreeSet<>();
    for (Map.Entry<String, String> each : walk().entrySet()) {
      for (String name : List.of("developer0", "operator0", "")) {
        ApiClient client = ApiClient.as(PORTAL, name);
        HttpResponse<String> answer = client.get(each.getValue());
        contract.requireNamed("GET " + each.getKey(), answer);
        if (name.equals("operator0")) {
          assertThat(answer.statusCode()).as(each.getValue() + answer.body()).isEqualTo(200);
        }
        HttpResponse<String> lines = client.get(each.getValue(), "Accept", "application/x-ndjson");
        contract.requireNamed("GET " + each.getKey(), lines);
      }
      asked.add("GET " + each.getKey());
    }
    Set<String> reading = new TreeSet<>(contract.operations().keySet());
    reading.removeIf(
        operation -> !operation.startsWith("GET ") || operation.contains("{endpoint}"));
    assertThat(asked).isEqualTo(reading);
  }

  /** A path of each route that reads, by its pattern. */
  private static Map<String, String> walk() throws Exception {
    SampleTrust.Licensee developer = PORTAL.made().developers().get(0);
    String first = PORTAL.made().releases().get(0);
    String second = PORTAL.made().releases().get(1);
    Map<String, String> walk = new TreeMap<>();
    walk.put("/v1/lookup", "/v1/lookup?q=ada.test");
    walk.put("/v1/releases/{release}", "/v1/releases/" + first);
    walk.put("/v1/releases/{release}/files", "/v1/releases/" + first + "/files");
    walk.put(
        "/v1/releases/{first}...{second}/diff", "/v1/releases/" + first + "..." + second + "/diff");
    walk.put("/v1/documents/{document}", "/v1/documents/" + SampleRelease.id(7));
    walk.put(
        "/v1/documents/{document}/exposures",
        "/v1/documents/" + SampleRelease.id(7) + "/exposures");
    walk.put("/v1/hosts/{host}", "/v1/hosts/ada.test");
    walk.put("/v1/license-requests/{request}", "/v1/license-requests/" + developer.requestId());
    walk.put("/v1/agreements/{agreement}", "/v1/agreements/" + developer.agreementId());
    walk.put("/v1/training-runs/{run}", "/v1/training-runs/" + developer.runId());
    walk.put(
        "/v1/training-runs/{run}/steps/{step}",
        "/v1/training-runs/" + developer.runId() + "/steps/3");
    walk.put("/v1/statements/{statement}", "/v1/statements/" + PORTAL.made().statements().get(0));
    walk.put("/v1/ledger/entries/{index}", "/v1/ledger/entries/3");
    walk.put("/v1/ledger/entries/{index}/receipt", "/v1/ledger/entries/3/receipt");
    walk.put("/v1/claims/{claim}", "/v1/claims/" + claim());
    String code = caseCode();
    walk.put("/v1/cases/{code}", "/v1/cases/" + code);
    walk.put("/v1/cases/{code}/events", "/v1/cases/" + code + "/events");
    WrittenContract.read()
        .operations()
        .keySet()
        .forEach(
            operation -> {
              String path = operation.substring(operation.indexOf(' ') + 1);
              if (operation.startsWith("GET ") && !path.contains("{")) {
                walk.putIfAbsent(path, path);
              }
            });
    return walk;
  }

  private static String caseCode() {
    Cases cases = PORTAL.bean(Cases.class);
    Cases.Receipt receipt =
        cases.open(
            new Cases.Asked(CaseKind.OPT_OUT, "ada.test", "Ada Ltd", "ada@ada.test", "All of it."));
    cases.add(
        receipt.file().id(), CaseEvent.of(Instant.EPOCH, "message", CaseEvent.FILER, "Please."));
    return receipt.code();
  }

  @Test
  void aCaseIsWhoeversThatHasItsCode() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    String code = caseCode();
    JsonNode shown = JSON.readTree(nobody.get("/v1/cases/" + code).body());
    assertThat(shown.get("place").asText()).isEqualTo("ada.test");
    assertThat(shown.get("state").asText()).isEqualTo("open");
    assertThat(shown.at("/task/token").asText()).startsWith("estover-claim=case_");
    assertThat(shown.toString()).doesNotContain(code).doesNotContain("ada@ada.test");
    JsonNode events = JSON.readTree(nobody.get("/v1/cases/" + code + "/events").body());
    assertThat(events.at("/items/0/words").asText()).isEqualTo("Please.");
    String other = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
    for (String tail : List.of("", "/events")) {
      HttpResponse<String> refused = nobody.get("/v1/cases/" + other + tail);
      assertThat(refused.statusCode()).isIn(404, 429);
      assertThat(refused.body()).doesNotContain(other);
      HttpResponse<String> byId = nobody.get("/v1/cases/" + shown.get("id").asText() + tail);
      assertThat(byId.statusCode()).isIn(404, 429);
    }
  }

  private static String claim() throws Exception {
    HttpResponse<String> filed =
        ApiClient.as(PORTAL, "")
            .post("/v1/claims", "{\"name\":\"Open Pages\",\"places\":[\"open.test\"]}");
    WrittenContract.read().requireNamed("POST /v1/claims", filed);
    assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
    return JSON.readTree(filed.body()).get("claims").get(0).get("id").asText();
  }

  @Test
  void refusalsAreProblemsThatThePageExplains() throws Exception {
    WrittenContract contract = WrittenContract.read();
    ApiClient nobody = ApiClient.as(PORTAL, "");
    ApiClient developer = ApiClient.as(PORTAL, "developer0");
    List<HttpResponse<String>> refused = new ArrayList<>();
    refused.add(nobody.get("/v1/agreements"));
    refused.add(nobody.get("/v1/releases?cursor=AAAA"));
    refused.add(nobody.get("/v1/releases?limit=0"));
    refused.add(nobody.get("/v1/ledger/entries/x"));
    refused.add(nobody.get("/v1/ledger/entries/99999999"));
    refused.add(nobody.get("/v1/lookup"));
    refused.add(developer.get("/v1/agreements/" + PORTAL.made().developers().get(1).agreementId()));
    refused.add(developer.post("/v1/grants", "{"));
    refused.add(developer.post("/v1/grants", "{\"agreementId\":null}"));
    refused.add(developer.post("/v1/grants", "{\"agreement\":\"x\"}"));
    refused.add(developer.post("/v1/claims", "{\"name\":\"A\",\"places\":[\"no host\"]}"));
    refused.add(ApiClient.as(PORTAL, "operator0").post("/v1/grants", "{}"));
    refused.add(developer.post("/v1/claims", "{\"name\":\"A\",\"places\":[null]}"));
    refused.add(
        developer.post(
            "/v1/revenue-reports",
            "{\"agreementId\":\"agr_0\",\"period\":\"2026-10\",\"units\":{\"songs\":null},"
                + "\"gross\":{\"amountMinorUnits\":\"1\",\"currency\":\"USD\"}}"));
    String page = nobody.get("/v1/docs").body();
    for (HttpResponse<String> answer : refused) {
      contract.requireNamed("GET /v1/releases", answer);
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
      String type = problem.get("type").asText();
      assertThat(page).as(answer.body()).contains("id=\"" + type.replace("/v1/docs#", "") + "\"");
    }
    assertThat(refused.get(0).statusCode()).isEqualTo(401);
    assertThat(refused.get(0).headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(refused.get(6).statusCode()).isEqualTo(404);
    assertThat(refused.get(11).statusCode()).isEqualTo(403);
    assertThat(refused.get(12).statusCode()).isEqualTo(400);
    assertThat(refused.get(13).statusCode()).isEqualTo(400);
  }

  @Test
  void thePageNamesEveryRoute() throws Exception {
    String page = ApiClient.as(PORTAL, "").get("/v1/docs").body();
    for (String operation : WrittenContract.read().operations().keySet()) {
      assertThat(page).contains(operation);
    }
    // No member without a type: it would stand there as a gap.
    assertThat(Pattern.compile("<td><code></code></td>").matcher(page).find()).isFalse();
  }
}
