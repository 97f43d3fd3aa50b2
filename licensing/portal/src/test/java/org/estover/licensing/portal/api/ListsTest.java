package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.Ledger;
import org.estover.ledger.log.Receipt;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.desk.TrustDesk;
import org.junit.jupiter.api.Test;

/** Parts, cursors, lines and validators of lists. */
final class ListsTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void partsAddUpToTheWholeLog() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    List<Long> seen = new ArrayList<>();
    String path = "/v1/ledger/entries?limit=7";
    String next = "";
    do {
      HttpResponse<String> answer = nobody.get(path + (next.isEmpty() ? "" : "&cursor=" + next));
      JsonNode part = JSON.readTree(answer.body());
      part.get("items").forEach(item -> seen.add(item.get("index").asLong()));
      next = part.path("next").asText();
      assertThat(answer.headers().firstValue("Link").isPresent()).isEqualTo(!next.isEmpty());
    } while (!next.isEmpty() && seen.size() < 10_000);
    assertThat(seen).hasSizeGreaterThan(20);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i)).isEqualTo(i);
    }
  }

  @Test
  void onlyAskedForKindsAreListed() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    JsonNode releases =
        JSON.readTree(nobody.get("/v1/ledger/entries?type=release-published.v1").body());
    assertThat(releases.get("items")).hasSize(2);
    String subject = releases.get("items").get(0).get("subject").asText();
    assertThat(subject).isEqualTo(PORTAL.made().releases().get(0));
    assertThat(
            JSON.readTree(nobody.get("/v1/ledger/entries?subject=" + subject).body()).get("items"))
        .hasSize(1);
    assertThat(nobody.get("/v1/ledger/entries?type=nothing.v1").statusCode()).isEqualTo(400);
  }

  @Test
  void aCursorIsOfOneListAndOneVisitor() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    String cursor = JSON.readTree(nobody.get("/v1/releases?limit=1").body()).get("next").asText();
    assertThat(nobody.get("/v1/releases?cursor=" + cursor).statusCode()).isEqualTo(200);
    assertThat(nobody.get("/v1/offers?cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(ApiClient.as(PORTAL, "developer0").get("/v1/releases?cursor=" + cursor).statusCode())
        .isEqualTo(400);
    String changed = (cursor.charAt(0) == 'A' ? "B" : "A") + cursor.substring(1);
    assertThat(nobody.get("/v1/releases?cursor=" + changed).statusCode()).isEqualTo(400);
  }

  @Test
  void theDocumentsOfAHostComeInParts() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode part =
          JSON.readTree(
              nobody
                  .get("/v1/hosts/ada.test?limit=5" + (next.isEmpty() ? "" : "&cursor=" + next))
                  .body());
      part.get("items")
          .forEach(item -> seen.add(item.get("release").asText() + item.get("id").asText()));
      next = part.path("next").asText();
    } while (!next.isEmpty() && seen.size() < 1_000);
    JsonNode whole = JSON.readTree(nobody.get("/v1/hosts/ada.test?limit=200").body()).get("items");
    List<String> all = new ArrayList<>();
    whole.forEach(item -> all.add(item.get("release").asText() + item.get("id").asText()));
    // 60 documents of the first release and 75 of the second, one in five of this host.
    assertThat(all).hasSize(12 + 15).doesNotHaveDuplicates();
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void linesAreTheItems() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    HttpResponse<String> lines =
        nobody.get("/v1/ledger/entries?limit=3", "Accept", "application/x-ndjson");
    List<String> each = lines.body().lines().toList();
    assertThat(each).hasSize(3);
    assertThat(lines.headers().firstValue("Link").orElse("")).contains("rel=\"next\"");
    JsonNode items = JSON.readTree(nobody.get("/v1/ledger/entries?limit=3").body()).get("items");
    for (int i = 0; i < 3; i++) {
      assertThat(JSON.readTree(each.get(i))).isEqualTo(items.get(i));
    }
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    String path = "/v1/releases/" + PORTAL.made().releases().get(0);
    HttpResponse<String> first = nobody.get(path);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second = nobody.get(path, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    HttpResponse<String> head =
        PORTAL
            .anybody()
            .send(
                PORTAL
                    .anybody()
                    .request(path)
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("ETag")).hasValue(tag);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aReceiptProvesItsEntry() throws Exception {
    ApiClient nobody = ApiClient.as(PORTAL, "");
    Path ledger = PORTAL.bean(PortalSettings.class).ledger();
    String receipt = nobody.get("/v1/ledger/entries/5/receipt").body();
    byte[] entry = PORTAL.bean(TrustDesk.class).read(opened -> opened.ledger().log().entry(5));
    assertThat(Receipt.verify(receipt, entry, Ledger.verifierKey(ledger)).size()).isGreaterThan(20);
    assertThat(JSON.readTree(new String(entry, StandardCharsets.UTF_8)).get("type").asText())
        .isEqualTo(JSON.readTree(nobody.get("/v1/ledger/entries/5").body()).get("type").asText());
  }
}
