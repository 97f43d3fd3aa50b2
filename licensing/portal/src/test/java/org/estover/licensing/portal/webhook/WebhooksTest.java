package org.estover.licensing.portal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.api.ApiClient;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Slice;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Endpoints are told of what concerns them, signed, until they take it. */
final class WebhooksTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode register(ApiClient client, String url, String types) throws Exception {
    HttpResponse<String> made =
        client.post("/v1/webhook-endpoints", "{\"url\":\"" + url + "\",\"types\":[" + types + "]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JSON.readTree(made.body());
  }

  /** A grant of a part of a release, other for each source. */
  private static String grant(int developer, String source) throws Exception {
    SampleTrust.Licensee licensee = PORTAL.made().developers().get(developer);
    Grant grant =
        new Grant(
            licensee.agreementId(),
            PORTAL.made().releases().get(1),
            "train",
            new Slice(List.of(source), List.of(LicenseClass.ATTRIBUTION)),
            false);
    return PORTAL
        .bean(TrustDesk.class)
        .write(opened -> opened.trust().granting().grant(grant))
        .id();
  }

  private static void remove(ApiClient client, JsonNode endpoint) throws Exception {
    String path = "/v1/webhook-endpoints/" + endpoint.get("id").asText();
    assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(client.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aGrantIsToldToItsDeveloperSignedAndToNoOther() throws Exception {
    try (Receiver own = new Receiver();
        Receiver others = new Receiver()) {
      ApiClient first = ApiClient.as(PORTAL, "developer0");
      ApiClient second = ApiClient.as(PORTAL, "developer1");
      JsonNode endpoint = register(first, own.url(), "\"license.granted\"");
      JsonNode other = register(second, others.url(), "\"license.granted\"");
      String grantId = grant(0, "books");
      Receiver.Told told = own.next();
      JsonNode event = JSON.readTree(told.body());
      assertThat(event.get("type").asText()).isEqualTo("license.granted");
      assertThat(event.get("data").get("grantId").asText()).isEqualTo(grantId);
      assertThat(event.get("id").asText()).isEqualTo(told.id());
      assertThat(told.signature()).isEqualTo(signed(endpoint.get("secret").asText(), told));
      // Its own follows at once behind the other's, which is so known to have been passed over.
      String theirs = grant(1, "books");
      assertThat(JSON.readTree(others.next().body()).get("data").get("grantId").asText())
          .isEqualTo(theirs);
      assertThat(own.isQuiet()).isTrue();
      assertThat(first.get("/v1/events?limit=200").body()).contains(grantId).doesNotContain(theirs);
      assertThat(ApiClient.as(PORTAL, "auditor0").get("/v1/events?limit=200").body())
          .contains(grantId, theirs);
      remove(first, endpoint);
      remove(second, other);
    }
  }

  /** As Standard Webhooks says, by another way than the portal's. */
  private static String signed(String secret, Receiver.Told told) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
    mac.update((told.id() + "." + told.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
    return "v1,"
        + Base64.getEncoder()
            .encodeToString(mac.doFinal(told.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsRefusedIsToldAgainWithTheSameId() throws Exception {
    try (Receiver receiver = new Receiver()) {
      ApiClient client = ApiClient.as(PORTAL, "developer0");
      receiver.refuse(1);
      JsonNode endpoint = register(client, receiver.url(), "\"test\"");
      String path = "/v1/webhook-endpoints/" + endpoint.get("id").asText();
      assertThat(client.post(path + "/test", "").statusCode()).isEqualTo(201);
      Receiver.Told first = receiver.next();
      Receiver.Told second = receiver.next();
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.body()).isEqualTo(first.body());
      JsonNode delivery = settled(client, path, "delivered");
      assertThat(delivery.get("attempts").asInt()).isEqualTo(2);
      String again = path + "/deliveries/" + delivery.get("id").asText() + "/resend";
      assertThat(client.post(again, "").statusCode()).isEqualTo(201);
      assertThat(receiver.next().id()).isEqualTo(first.id());
      // Another's endpoint is none at all.
      ApiClient stranger = ApiClient.as(PORTAL, "developer1");
      assertThat(stranger.get(path).statusCode()).isEqualTo(404);
      assertThat(stranger.post(again, "").statusCode()).isEqualTo(404);
      assertThat(
              stranger.get(path.replace("/v1/webhook-endpoints", "/account/webhooks")).statusCode())
          .isEqualTo(404);
      remove(client, endpoint);
    }
  }

  /** The newest delivery of an endpoint once it is in a state. */
  private static JsonNode settled(ApiClient client, String path, String state) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    JsonNode newest;
    do {
      newest = JSON.readTree(client.get(path + "/deliveries").body()).get("items").get(0);
    } while (!newest.get("state").asText().equals(state) && System.nanoTime() < end);
    assertThat(newest.get("state").asText()).as(newest.toString()).isEqualTo(state);
    return newest;
  }

  @Test
  void whatIsNotTakenInThreeDaysIsGivenUpAndSeen() throws Exception {
    ApiClient client = ApiClient.as(PORTAL, "developer0");
    String url;
    try (Receiver gone = new Receiver()) {
      url = gone.url();
    }
    JsonNode endpoint = register(client, url, "\"test\"");
    String path = "/v1/webhook-endpoints/" + endpoint.get("id").asText();
    client.post(path + "/test", "");
    String id =
        JSON.readTree(client.get(path + "/deliveries").body())
            .get("items")
            .get(0)
            .get("id")
            .asText();
    // As if it had waited since long ago.
    PORTAL
        .bean(JdbcClient.class)
        .sql(
            "update webhook_delivery set created = timestamp with time zone"
                + " '2026-01-01 00:00:00+00', next_attempt = timestamp with time zone"
                + " '2026-01-01 00:00:00+00', state = 'waiting' where id = ?")
        .param(id)
        .update();
    JsonNode dead = settled(client, path, "dead");
    assertThat(dead.get("lastError").asText()).isNotEmpty();
    assertThat(PORTAL.as("developer0").page("/account/webhooks/" + endpoint.get("id").asText()))
        .contains("given up");
    remove(client, endpoint);
  }

  @Test
  void aPersonRegistersOnThePageAndSeesTheSecretOnce() throws Exception {
    try (Receiver receiver = new Receiver()) {
      var person = PORTAL.as("developer2");
      HttpResponse<String> made =
          person.submit(
              "/account/webhooks",
              "/account/webhooks",
              Map.of("url", receiver.url(), "description", "Sums", "types", "release.published"));
      assertThat(made.statusCode()).isEqualTo(200);
      assertThat(made.body()).contains("whsec_", "Sums", receiver.url());
      Matcher secret = Pattern.compile("whsec_[A-Za-z0-9+/=]{20,}").matcher(made.body());
      assertThat(secret.find()).isTrue();
      assertThat(person.page("/account/webhooks")).contains("Sums").doesNotContain(secret.group());
      HttpResponse<String> wrong =
          person.submit(
              "/account/webhooks",
              "/account/webhooks",
              Map.of("url", "https://10.0.0.1/hook", "description", "Kept"));
      assertThat(wrong.body()).contains("role=\"alert\"", "public internet", "Kept");
    }
  }

  @Test
  void privateAddressesAreRefused() throws Exception {
    ApiClient client = ApiClient.as(PORTAL, "developer0");
    for (String url :
        new String[] {
          "https://10.1.2.3/",
          "https://192.168.0.1/",
          "https://169.254.169.254/latest",
          "https://[fd00::1]/",
          "https://[::ffff:10.0.0.1]/",
          "https://100.64.0.1/",
          "https://0.0.0.0/",
          "http://93.184.216.34/",
          "ftp://127.0.0.1/",
          "https://user@127.0.0.1/",
          "no address"
        }) {
      HttpResponse<String> answer =
          client.post("/v1/webhook-endpoints", "{\"url\":\"" + url + "\"}");
      assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(422);
      assertThat(answer.body()).contains("address-refused");
    }
  }
}
