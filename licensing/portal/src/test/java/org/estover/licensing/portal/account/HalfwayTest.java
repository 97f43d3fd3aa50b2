package org.estover.licensing.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.junit.jupiter.api.Test;

/** What is open halfway, or was, is no way in: accounts without their second factor, old links. */
final class HalfwayTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void tokensOfAnOperatorWithoutAnAuthenticatorDoNothing() {
    Account account = PORTAL.create("halfway-token", Set.of(Who.OPERATOR), "");
    Tokens tokens = PORTAL.bean(Tokens.class);
    String token =
        tokens.create(account.id(), "t", Set.of("read"), "", Duration.ofDays(1)).secret();
    assertThat(tokens.visitor(token)).isEmpty();
    PORTAL.bean(Authenticators.class).enrol(account.id(), new byte[20]);
    assertThat(tokens.visitor(token)).isPresent();
  }

  @Test
  void whoIsToHaveAnAuthenticatorActsForNobody() throws Exception {
    PORTAL.create("halfway-party", Set.of(Who.OPERATOR), "");
    Client client = PORTAL.anybody();
    Map<String, String> form =
        Map.of(
            "username",
            "halfway-party@portal.test",
            "password",
            "a long password for tests",
            "code",
            "");
    assertThat(client.location(client.submit("/sign-in", "/sign-in", form)))
        .isEqualTo("/account/authenticator");
    assertThat(client.get("/operator").statusCode()).isEqualTo(403);
    String offer =
        PORTAL
            .bean(TrustDesk.class)
            .read(
                opened ->
                    opened.trust().offers().stream()
                        .filter(each -> each.name().equals("on-request"))
                        .findFirst()
                        .orElseThrow()
                        .id());
    String path = "/licenses/" + offer + "/request";
    String page = client.page(path);
    Matcher sha256 = Pattern.compile("name=\"sha256\"[^>]*value=\"([0-9a-f]{64})\"").matcher(page);
    assertThat(sha256.find()).isTrue();
    HttpResponse<String> refused =
        client.submit(
            path,
            path,
            Map.of(
                "sha256",
                sha256.group(1),
                "agreed",
                "yes",
                "name",
                "Halfway Models",
                "contact",
                "halfway@portal.test",
                "licensee",
                "commercial",
                "purpose",
                "training"));
    Account account =
        PORTAL.bean(Accounts.class).byEmail("halfway-party@portal.test").orElseThrow();
    assertThat(refused.body()).contains("signs nothing here");
    assertThat(account.partyId()).isEmpty();
    assertThat(client.get("/operator").statusCode()).isEqualTo(403);
  }

  @Test
  void theLinksOfAnEndedOperatorEndWithIt() throws Exception {
    Account account = PORTAL.create("halfway-links", Set.of(Who.OPERATOR), "");
    String link = PORTAL.bean(Invitations.class).create(Who.OPERATOR, "", account.id()).getPath();
    assertThat(PORTAL.anybody().get(link).statusCode()).isEqualTo(200);
    PORTAL
        .as("operator0")
        .submit("/operator/accounts", "/operator/accounts/end", Map.of("account", account.id()));
    assertThat(PORTAL.anybody().get(link).statusCode()).isEqualTo(404);
  }

  private static HttpSession session(String id, List<String> ended) {
    return (HttpSession)
        Proxy.newProxyInstance(
            HttpSession.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getId")) {
                return id;
              }
              assertThat(method.getName()).isEqualTo("invalidate");
              ended.add(id);
              return null;
            });
  }

  @Test
  void theOldestSessionsOfStrangersEndWhereTheyAreTooMany() {
    List<String> ended = new ArrayList<>();
    Sessions sessions = new Sessions(Clock.systemUTC(), 3);
    for (int i = 0; i < 3; i++) {
      sessions.sessionCreated(new HttpSessionEvent(session("s" + i, ended)));
    }
    // Whoever signs in gets another id, and counts no more.
    sessions.sessionIdChanged(new HttpSessionEvent(session("signed-in", ended)), "s0");
    sessions.sessionCreated(new HttpSessionEvent(session("s3", ended)));
    assertThat(ended).isEmpty();
    sessions.sessionCreated(new HttpSessionEvent(session("s4", ended)));
    assertThat(ended).containsExactly("s1");
  }
}
