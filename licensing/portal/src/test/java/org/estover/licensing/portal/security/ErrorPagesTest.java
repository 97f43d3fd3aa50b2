package org.estover.licensing.portal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.account.Networks;
import org.junit.jupiter.api.Test;

/** Refusals are pages for people and problem+json for programs, and nobody may ask without end. */
final class ErrorPagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void peopleGetAPageWithTheFrameAndTheRequestsNumber() throws Exception {
    HttpResponse<String> answer = PORTAL.anybody().get("/nothing-here");
    assertThat(answer.statusCode()).isEqualTo(404);
    String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(answer.body()).contains("Nothing here").contains(id).contains("class=\"skip\"");
    HttpResponse<String> forbidden = PORTAL.as("developer0").get("/operator/accounts");
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(forbidden.body()).contains("Not open to your account");
  }

  @Test
  void programsGetAProblem() throws Exception {
    HttpResponse<String> answer =
        PORTAL.anybody().get("/nothing-here", "Accept", "application/json");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":404").contains("urn:estover:req_");
    HttpResponse<String> signIn = PORTAL.anybody().get("/account", "Accept", "application/json");
    assertThat(signIn.statusCode()).isEqualTo(401);
    assertThat(signIn.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void whoAsksWithoutEndIsToldWhenToComeBack() throws Exception {
    Client client = PORTAL.from("203.0.113.9");
    HttpResponse<String> first = client.get("/sign-in");
    assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"pages\";q=100000;w=60");
    assertThat(first.headers().firstValue("RateLimit").orElse("")).startsWith("\"pages\";r=9");
    String key = "network " + Networks.of("203.0.113.9");
    PORTAL.bean(RateLimits.class).charge(RateLimits.Kind.API, key, 150_000);
    HttpResponse<String> refused = client.get("/v1/anything");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After").orElse("")).matches("2[0-9]|3[0-9]");
    assertThat(refused.body()).contains("\"status\":429");
    assertThat(client.get("/sign-in").statusCode()).as("another kind").isEqualTo(200);
    assertThat(PORTAL.from("203.0.113.10").get("/v1/anything").statusCode())
        .as("another network")
        .isNotEqualTo(429);
  }

  @Test
  void metricsAreForThisMachineAndOperators() throws Exception {
    assertThat(PORTAL.anybody().get("/actuator/health").body()).contains("UP");
    assertThat(PORTAL.anybody().get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertThat(
            PORTAL
                .from("203.0.113.11")
                .get("/actuator/prometheus", "Accept", "application/json")
                .statusCode())
        .isEqualTo(401);
  }
}
