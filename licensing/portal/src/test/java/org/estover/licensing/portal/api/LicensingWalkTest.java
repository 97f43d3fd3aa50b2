package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpResponse;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.terms.identity.ContentId;
import org.junit.jupiter.api.Test;

/** A developer's way through the API: offer, agreement, grant, training run, step, revenue. */
final class LicensingWalkTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode made(ApiClient client, String path, String body) throws Exception {
    HttpResponse<String> answer = client.post(path, body.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    WrittenContract.read().requireNamed("POST " + path, answer);
    return JSON.readTree(answer.body());
  }

  private static String offer(ApiClient client, String name) throws Exception {
    return offered(client, name).get("id").asText();
  }

  private static String text(ApiClient client, String name) throws Exception {
    return offered(client, name).get("text").asText();
  }

  private static JsonNode offered(ApiClient client, String name) throws Exception {
    for (JsonNode offer : JSON.readTree(client.get("/v1/offers").body()).get("items")) {
      if (offer.get("name").asText().equals(name)) {
        return offer;
      }
    }
    throw new AssertionError("no offer " + name);
  }

  @Test
  void fromOfferToRevenue() throws Exception {
    ApiClient late = ApiClient.as(PORTAL, "developer2");
    String release = PORTAL.made().releases().get(1);
    JsonNode asked =
        made(
            late,
            "/v1/license-requests",
            "{'offerId':'"
                + offer(late, "on-request")
                + "','text':'For research.',"
                + "'licensee':'research'}");
    assertThat(asked.get("state").asText()).isEqualTo("waiting");
    ObjectNode signs =
        JSON.createObjectNode()
            .put("offerId", offer(late, "standard"))
            .put("text", "The developer owes nothing.")
            .put("from", "2026-01-01");
    HttpResponse<String> own = late.post("/v1/agreements", signs.toString());
    assertThat(own.statusCode()).as("terms of one's own: " + own.body()).isEqualTo(400);
    assertThat(own.body()).contains("field-invalid", "\"text\"");
    signs.put("text", text(late, "standard"));
    HttpResponse<String> signed = late.post("/v1/agreements", signs.toString());
    assertThat(signed.statusCode()).as(signed.body()).isEqualTo(201);
    WrittenContract.read().requireNamed("POST /v1/agreements", signed);
    JsonNode agreement = JSON.readTree(signed.body());
    assertThat(agreement.get("textSha256").asText())
        .isEqualTo(ContentId.sha256(text(late, "standard")));
    String agreementId = agreement.get("id").asText();
    JsonNode grant =
        made(
            late,
            "/v1/grants",
            "{'agreementId':'"
                + agreementId
                + "','releaseId':'"
                + release
                + "','purpose':'train','sources':['web']}");
    HttpResponse<String> outside =
        late.post(
            "/v1/training-runs",
            ("{'grantId':'"
                    + grant.get("id").asText()
                    + "','name':'first','steps':2,'sequencesPerStep':3}")
                .replace('\'', '"'));
    // The grant is of one source, and the order reads both.
    assertThat(outside.statusCode()).as(outside.body()).isEqualTo(422);
    JsonNode whole =
        made(
            late,
            "/v1/grants",
            "{'agreementId':'"
                + agreementId
                + "','releaseId':'"
                + release
                + "','purpose':'train'}");
    JsonNode run =
        made(
            late,
            "/v1/training-runs",
            "{'grantId':'"
                + whole.get("id").asText()
                + "','name':'first','steps':2,'sequencesPerStep':3}");
    String step = "/v1/training-runs/" + run.get("id").asText() + "/steps/1";
    JsonNode sequences = JSON.readTree(late.get(step).body()).get("items");
    assertThat(sequences).hasSize(3);
    assertThat(sequences.get(0).get("position").asLong()).isEqualTo(3);
    for (JsonNode span : sequences.get(0).get("spans")) {
      // Of what was taken down only the id is told.
      assertThat(span.get("uri").asText().isEmpty()).isEqualTo(span.has("withdrawn"));
    }
    JsonNode part = JSON.readTree(late.get(step + "?limit=2").body());
    assertThat(part.get("items")).hasSize(2);
    assertThat(
            JSON.readTree(late.get(step + "?limit=2&cursor=" + part.get("next").asText()).body())
                .get("items"))
        .hasSize(1);
    JsonNode report =
        made(
            late,
            "/v1/revenue-reports",
            "{'agreementId':'"
                + agreementId
                + "','period':'2026-10','gross':"
                + "{'amountMinorUnits':'123456','currency':'USD'},'deductions':"
                + "[{'name':'refunds','amount':{'amountMinorUnits':'3456','currency':'USD'}}]}");
    assertThat(report.get("net").get("amountMinorUnits").asText()).isEqualTo("120000");
    JsonNode corrected =
        made(
            late,
            "/v1/revenue-reports",
            "{'agreementId':'"
                + agreementId
                + "','period':'2026-10','gross':"
                + "{'amountMinorUnits':'999','currency':'USD'},'replaces':'"
                + report.get("id").asText()
                + "'}");
    assertThat(corrected.get("replaces")).isEqualTo(report.get("id"));
  }

  @Test
  void aLinkOpensAFileThatWasGranted() throws Exception {
    ApiClient developer = ApiClient.as(PORTAL, "developer0");
    String release = PORTAL.made().releases().get(0);
    String file = null;
    for (JsonNode each :
        JSON.readTree(developer.get("/v1/releases/" + release + "/files").body()).get("items")) {
      file = each.get("name").asText().endsWith(".bin") ? each.get("name").asText() : file;
    }
    JsonNode made =
        made(
            developer,
            "/v1/download-links",
            "{'releaseId':'" + release + "','file':'" + file + "'}");
    String path = URI.create(made.get("url").asText()).getRawPath();
    String query = URI.create(made.get("url").asText()).getRawQuery();
    HttpResponse<String> part =
        ApiClient.as(PORTAL, "").get(path + "?" + query, "Range", "bytes=0-15");
    assertThat(part.statusCode()).as(part.body()).isEqualTo(206);
    HttpResponse<String> refused =
        ApiClient.as(PORTAL, "developer2")
            .post(
                "/v1/download-links",
                ("{'releaseId':'" + release + "','file':'" + file + "'}").replace('\'', '"'));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("/licenses");
  }

  @Test
  void listsShowADeveloperItsOwnAndOperatorsAll() throws Exception {
    SampleTrust.Licensee other = PORTAL.made().developers().get(1);
    ApiClient developer = ApiClient.as(PORTAL, "developer0");
    ApiClient auditor = ApiClient.as(PORTAL, "auditor0");
    for (String list :
        new String[] {
          "license-requests",
          "agreements",
          "grants",
          "training-runs",
          "revenue-reports",
          "statements"
        }) {
      String own = developer.get("/v1/" + list + "?limit=200").body();
      String all = auditor.get("/v1/" + list + "?limit=200").body();
      assertThat(own).doesNotContain(other.partyId(), other.agreementId(), other.grantId());
      assertThat(JSON.readTree(own).get("items").size())
          .as(list)
          .isBetween(1, JSON.readTree(all).get("items").size() - 1);
    }
    String theirs = null;
    for (JsonNode each : JSON.readTree(auditor.get("/v1/statements").body()).get("items")) {
      theirs =
          each.get("agreementId").asText().equals(other.agreementId())
              ? each.get("id").asText()
              : theirs;
    }
    assertThat(developer.get("/v1/statements/" + theirs).statusCode()).isEqualTo(404);
    JsonNode statement = JSON.readTree(auditor.get("/v1/statements/" + theirs).body());
    long sum = 0;
    for (JsonNode line : statement.get("lines")) {
      sum += line.get("amount").get("amountMinorUnits").asLong();
    }
    assertThat(sum).isEqualTo(statement.get("due").get("amountMinorUnits").asLong());
  }

  @Test
  void nobodyWritesForAnother() throws Exception {
    SampleTrust.Licensee other = PORTAL.made().developers().get(1);
    ApiClient developer = ApiClient.as(PORTAL, "developer0");
    for (String[] each :
        new String[][] {
          {
            "/v1/grants",
            "{'agreementId':'"
                + other.agreementId()
                + "','releaseId':'"
                + PORTAL.made().releases().get(0)
                + "','purpose':'train'}"
          },
          {
            "/v1/training-runs",
            "{'grantId':'" + other.grantId() + "','name':'x','steps':1,'sequencesPerStep':1}"
          },
          {
            "/v1/revenue-reports",
            "{'agreementId':'"
                + other.agreementId()
                + "','period':'2026-10','gross':"
                + "{'amountMinorUnits':'1','currency':'USD'}}"
          }
        }) {
      HttpResponse<String> answer = developer.post(each[0], each[1].replace('\'', '"'));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(answer.body()).contains("unknown-id");
    }
  }
}
