package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;

/** What anybody may send is bounded, since it is kept. */
final class StrangersClaimsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  private static HttpResponse<String> file(Client client, String place, String... headers)
      throws Exception {
    var request = client.request("/v1/claims").header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(
        request
            .POST(
                BodyPublishers.ofString("{\"name\":\"Flo Flood\",\"places\":[\"" + place + "\"]}"))
            .build());
  }

  @Test
  void aNetworkFilesSoManyAnHour() throws Exception {
    Client client = PORTAL.from("203.0.113.90");
    for (int i = 0; i < 20; i++) {
      assertThat(file(client, "flood.test/page/" + i % 2).statusCode()).isEqualTo(201);
    }
    HttpResponse<String> refused = file(client, "flood.test/page/3");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("too-many-claims");
    assertThat(file(PORTAL.from("203.0.113.91"), "flood.test/page/0").statusCode()).isEqualTo(201);
  }

  @Test
  void refusalsOfStrangersAreNotKept() throws Exception {
    Client client = PORTAL.from("203.0.113.92");
    String[] key = {"Idempotency-Key", "flood-1"};
    assertThat(file(client, "no place " + "x".repeat(1000), key).statusCode()).isEqualTo(400);
    HttpResponse<String> again = file(client, "no place " + "x".repeat(1000), key);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
  }
}
