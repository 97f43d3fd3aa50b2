package org.estover.licensing.portal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The whole route table, asked by twenty visitors for the things of another: nothing of them comes
 * back, no change goes through without its form, and every answer has the headers.
 */
final class OthersThingsTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final int PROGRAMS = 14;

  /** A route of ours with one method. */
  private record Route(String method, String pattern, Rule rule) {

    /** Its path with each variable replaced by what it is to name. */
    String path(Map<ThingKind, String> things) {
      String path = pattern;
      for (Rule.Thing thing : rule.things()) {
        String id =
            thing.kind() == ThingKind.PUBLIC
                ? PORTAL.made().releases().get(0)
                : things.getOrDefault(thing.kind(), "none");
        path = path.replaceAll("\\{\\*?" + thing.name() + "(:[^}]*)?\\}", id);
      }
      return path.startsWith("/") ? path : "/" + path;
    }

    boolean isPrivate() {
      return List.of(rule.things()).stream().anyMatch(thing -> thing.kind() != ThingKind.PUBLIC);
    }

    boolean isOpen() {
      return List.of(rule.value()).contains(Who.EVERYBODY);
    }
  }

  private static List<Route> routes() {
    Map<String, Route> routes = new TreeMap<>();
    PORTAL
        .routes()
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              Rule rule = handler.getMethodAnnotation(Rule.class);
              if (rule != null) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                for (RequestMethod method :
                    methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                  for (String pattern : info.getPatternValues()) {
                    routes.put(method + " " + pattern, new Route(method.name(), pattern, rule));
                  }
                }
              }
            });
    return List.copyOf(routes.values());
  }

  /** The things that are developer0's and not developer1's, by kind. */
  private static Map<ThingKind, String> things() throws IOException {
    Accounts accounts = PORTAL.bean(Accounts.class);
    Account account = accounts.byEmail("developer0@portal.test").orElseThrow();
    Visitor owner = account.visitor();
    Visitor stranger = accounts.byEmail("developer1@portal.test").orElseThrow().visitor();
    SampleTrust.Licensee licensee = PORTAL.made().developers().get(0);
    List<String> ids = new ArrayList<>(PORTAL.made().statements());
    ids.addAll(
        List.of(
            licensee.requestId(), licensee.agreementId(), licensee.grantId(), licensee.runId()));
    ids.add(token(account, "read"));
    ids.add(webhook(account));
    Map<ThingKind, String> things = new LinkedHashMap<>();
    for (Ownership owners : PORTAL.beans(Ownership.class)) {
      for (ThingKind kind : ThingKind.values()) {
        if (kind != ThingKind.PUBLIC && owners.answersFor(kind)) {
          for (String id : ids) {
            if (owners.isTheirs(owner, kind, id) && !owners.isTheirs(stranger, kind, id)) {
              things.put(kind, id);
            }
          }
        }
      }
    }
    return things;
  }

  /** An endpoint that an account registers by its program. */
  private static String webhook(Account account) throws IOException {
    Client client = PORTAL.anybody();
    try {
      String made =
          client
              .send(
                  client
                      .request("/v1/webhook-endpoints")
                      .header("Authorization", "Bearer " + made(account, "manage").secret())
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"url\":\"http://127.0.0.1:9/others\",\"active\":false}"))
                      .build())
              .body();
      Matcher id = Pattern.compile("whk_[0-9a-z]+").matcher(made);
      assertThat(id.find()).as(made).isTrue();
      return id.group();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String token(Account account, String scope) {
    return made(account, scope).token().id();
  }

  private static Tokens.Made made(Account account, String... scopes) {
    return PORTAL
        .bean(Tokens.class)
        .create(account.id(), "others", Set.of(scopes), "", Duration.ofDays(1));
  }

  /** Who asks: nobody, people of each kind, and programs of accounts of their own. */
  private static Map<String, String> strangers(String name) {
    Map<String, String> bearers = new LinkedHashMap<>();
    for (int i = 0; i < PROGRAMS; i++) {
      Account account =
          PORTAL.create(
              name + i,
              Set.of(i % 2 == 0 ? Who.DEVELOPER : Who.RIGHTS_HOLDER),
              i % 3 == 0 ? "pty_" + name + i : "");
      bearers.put(
          account.name(),
          "Bearer " + made(account, "read", "download", "report", "request", "manage").secret());
    }
    return bearers;
  }

  @Test
  void nobodySeesWhatIsAnothers() throws Exception {
    Map<ThingKind, String> things = things();
    assertThat(things)
        .containsKeys(
            ThingKind.AGREEMENT,
            ThingKind.GRANT,
            ThingKind.LICENSE_REQUEST,
            ThingKind.STATEMENT,
            ThingKind.TRAINING_RUN,
            ThingKind.TOKEN,
            ThingKind.WEBHOOK);
    Set<String> secret = new TreeSet<>(things.values());
    Map<String, String> programs = strangers("stranger");
    List<Client> people =
        List.of(
            PORTAL.anybody(),
            PORTAL.as("developer1"),
            PORTAL.as("developer2"),
            PORTAL.signedIn("stranger0"),
            PORTAL.signedIn("stranger1"),
            PORTAL.signedIn("stranger2"));
    assertThat(programs.size() + people.size()).isEqualTo(20);
    int asked = 0;
    for (Route route : routes()) {
      if (!route.method().equals("GET") || (route.isOpen() && !route.isPrivate())) {
        continue;
      }
      String path = route.path(things);
      for (Client client : people) {
        check(route, path, client.get(path), secret);
        asked++;
      }
      for (String bearer : programs.values()) {
        check(route, path, PORTAL.anybody().get(path, "Authorization", bearer), secret);
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(100);
  }

  private static void check(
      Route route, String path, HttpResponse<String> answer, Set<String> secret) {
    if (route.isPrivate()) {
      assertThat(answer.statusCode()).as("GET " + path).isGreaterThanOrEqualTo(300);
    }
    assertThat(answer.statusCode()).as("GET " + path).isLessThan(500);
    for (String id : secret) {
      assertThat(answer.body()).as("GET " + path).doesNotContain(id);
    }
  }

  @Test
  void nobodyChangesWhatIsAnothersOrWithoutTheForm() throws Exception {
    Map<ThingKind, String> things = things();
    Client stranger = PORTAL.as("developer1");
    Client operator = PORTAL.as("operator0");
    List<String> programs = List.copyOf(strangers("changer").values());
    int asked = 0;
    for (Route route : routes()) {
      if (route.method().equals("GET") || route.method().equals("HEAD")) {
        continue;
      }
      String path = route.path(things);
      if (route.isPrivate()) {
        for (String bearer : programs) {
          assertThat(status(route.method(), path, bearer))
              .as(route.method() + " " + path + " by token")
              .isIn(403, 404, 429);
        }
      }
      if (route.method().equals("POST")) {
        assertThat(operator.post(path, Map.of()).statusCode())
            .as("POST without its form " + path)
            .isEqualTo(403);
        if (route.isPrivate()) {
          assertThat(stranger.submit("/account/tokens", path, Map.of()).statusCode())
              .as("POST " + path)
              // Codes of cases are guessed so often here that guessing itself is refused.
              .isIn(403, 404, 429);
        }
      }
      asked++;
    }
    assertThat(asked).isGreaterThan(5);
  }

  private static int status(String method, String path, String bearer) throws Exception {
    Client client = PORTAL.anybody();
    return client
        .send(
            client
                .request(path)
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build())
        .statusCode();
  }

  @Test
  void everyAnswerHasTheHeaders() throws Exception {
    Map<ThingKind, String> things = things();
    Client anybody = PORTAL.anybody();
    for (Route route : routes()) {
      if (route.method().equals("GET")) {
        String path = route.path(things);
        Map<String, List<String>> headers =
            Objects.requireNonNull(anybody.get(path)).headers().map();
        assertThat(headers)
            .as(path)
            .containsKeys(
                "content-security-policy",
                "x-content-type-options",
                "x-frame-options",
                "referrer-policy",
                "x-request-id")
            .doesNotContainKeys("server", "x-powered-by");
        assertThat(String.valueOf(headers.get("content-security-policy")))
            .as(path)
            .contains("default-src 'self'")
            .doesNotContain("unsafe");
      }
    }
  }
}
