package org.estover.licensing.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** How accounts are made, proved, limited and ended, as a browser sees it. */
final class SignInTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([0-9a-f]{64})\"");
  private static final String PASSWORD = "a long password for tests";

  private static HttpResponse<String> tries(Client client, String email, String password)
      throws Exception {
    return client.submit(
        "/sign-in", "/sign-in", Map.of("username", email, "password", password, "code", ""));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("").replaceAll("^http://[^/]+", "");
  }

  private static String code(byte[] secret, Instant at) throws Exception {
    TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
    return codes.generateOneTimePasswordString(
        new SecretKeySpec(secret, codes.getAlgorithm()), at, Locale.ROOT);
  }

  @Test
  void signingInRenewsTheSession() throws Exception {
    PORTAL.create("sign-in-renews", Set.of(Who.DEVELOPER), "");
    Client client = PORTAL.anybody();
    client.page("/sign-in");
    String before = client.cookie("estover");
    assertThat(location(tries(client, "sign-in-renews@portal.test", PASSWORD))).isEqualTo("/");
    assertThat(client.cookie("estover")).isNotEmpty().isNotEqualTo(before);
    assertThat(client.page("/account")).contains("sign-in-renews@portal.test");
    assertThat(PORTAL.anybody().get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void strangersUseUpTheirOwnTriesAndNotTheOwners() throws Exception {
    PORTAL.create("throttled", Set.of(Who.DEVELOPER), "");
    Client owner = PORTAL.from("198.51.100.1");
    assertThat(location(tries(owner, "throttled@portal.test", PASSWORD))).isEqualTo("/");
    for (String email : List.of("throttled@portal.test", "nobody-at-all@portal.test")) {
      Client stranger = PORTAL.from("198.51.100.2");
      for (int i = 0; i < 10; i++) {
        assertThat(location(tries(stranger, email, "wrong"))).isEqualTo("/sign-in?error");
      }
      assertThat(location(tries(stranger, email, PASSWORD))).isEqualTo("/sign-in?wait");
      assertThat(stranger.page("/sign-in?wait")).contains("quarter of an hour");
    }
    Client again = PORTAL.from("198.51.100.1");
    assertThat(location(tries(again, "throttled@portal.test", PASSWORD))).isEqualTo("/");
  }

  @Test
  void anInvitedOperatorSetsUpAnAuthenticatorBeforeAnythingElse() throws Exception {
    String shown =
        PORTAL
            .as("operator0")
            .submit(
                "/operator/accounts",
                "/operator/accounts/invitations",
                Map.of("role", "OPERATOR", "party", ""))
            .body();
    Matcher link = Pattern.compile("/welcome/[A-Za-z0-9_-]{43}").matcher(shown);
    assertThat(link.find()).isTrue();
    Client fresh = PORTAL.anybody();
    Map<String, String> form =
        Map.of(
            "name",
            "Olga",
            "email",
            "olga.invited@portal.test",
            "password",
            "seven quiet otters swim");
    assertThat(fresh.submit(link.group(), link.group(), Map.of("name", "Olga")).statusCode())
        .isEqualTo(422);
    HttpResponse<String> made = fresh.submit(link.group(), link.group(), form);
    assertThat(location(made)).isEqualTo("/account");
    assertThat(fresh.page("/account")).contains("Two operators have to admit this account");
    assertThat(PORTAL.anybody().get(link.group()).statusCode()).isEqualTo(404);
    assertThat(fresh.get("/operator/accounts").statusCode()).isEqualTo(403);

    Account account = PORTAL.bean(Accounts.class).byEmail("olga.invited@portal.test").orElseThrow();
    assertThat(account.roles()).isEmpty();
    admit(account.id());
    assertThat(fresh.get("/account").statusCode()).as("signs in anew").isEqualTo(302);
    assertThat(
            location(
                fresh.submit(
                    "/sign-in",
                    "/sign-in",
                    Map.of(
                        "username",
                        "olga.invited@portal.test",
                        "password",
                        "seven quiet otters swim",
                        "code",
                        ""))))
        .isEqualTo("/account/authenticator");
    assertThat(fresh.get("/operator/accounts").statusCode()).isEqualTo(403);
    byte[] secret = PORTAL.bean(Authenticators.class).proposed(account.id());
    assertThat(fresh.page("/account/authenticator"))
        .contains(Authenticators.shown(secret))
        .contains("otpauth://totp/");
    assertThat(
            fresh
                .submit("/account/authenticator", "/account/authenticator", Map.of("code", "x"))
                .statusCode())
        .isEqualTo(422);
    String code = code(secret, Instant.now());
    HttpResponse<String> confirmed =
        fresh.submit("/account/authenticator", "/account/authenticator", Map.of("code", code));
    assertThat(confirmed.body()).contains("recovery codes");
    assertThat(fresh.page("/operator/accounts")).contains("olga.invited@portal.test");

    Map<String, String> again =
        Map.of(
            "username",
            "olga.invited@portal.test",
            "password",
            "seven quiet otters swim",
            "code",
            code);
    Client second = PORTAL.anybody();
    assertThat(location(second.submit("/sign-in", "/sign-in", again)))
        .as("a code is good once")
        .isEqualTo("/sign-in?error");
    Matcher recovery = Pattern.compile("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}").matcher(confirmed.body());
    assertThat(recovery.find()).isTrue();
    for (String expected : List.of("/", "/sign-in?error")) {
      assertThat(
              location(
                  PORTAL
                      .anybody()
                      .submit(
                          "/sign-in",
                          "/sign-in",
                          Map.of(
                              "username",
                              "olga.invited@portal.test",
                              "password",
                              "seven quiet otters swim",
                              "code",
                              recovery.group()))))
          .isEqualTo(expected);
    }
  }

  /** One operator proposes to admit an account, cannot confirm that, and another does. */
  private static void admit(String accountId) throws Exception {
    Client one = PORTAL.as("operator0");
    Client other = PORTAL.as("operator1");
    assertThat(one.page("/operator/accounts")).contains("thing=" + accountId);
    String proposal =
        one.location(
            one.submit(
                "/operator/acts/account?thing=" + accountId,
                "/operator/acts/account",
                Map.of("thing", accountId, "reason", "She read me the number.")));
    Matcher digest = DIGEST.matcher(other.page(proposal));
    assertThat(digest.find()).isTrue();
    Map<String, String> seen = Map.of("digest", digest.group(1));
    assertThat(one.submit(proposal, proposal + "/confirm", seen).body())
        .contains("You proposed this yourself");
    assertThat(location(other.submit(proposal, proposal + "/confirm", seen))).isEqualTo(proposal);
  }

  @Test
  void anOperatorWhoLostTheAuthenticatorComesBackByTwo() throws Exception {
    PORTAL.member("lost-it", Who.OPERATOR);
    Account lost = PORTAL.bean(Accounts.class).byEmail("lost-it@portal.test").orElseThrow();
    PORTAL
        .as("operator0")
        .submit(
            "/operator/accounts",
            "/operator/accounts/forget-authenticator",
            Map.of("account", lost.id()));
    assertThat(PORTAL.bean(Accounts.class).byId(lost.id()).orElseThrow().roles()).isEmpty();
    admit(lost.id());
    assertThat(PORTAL.bean(Accounts.class).byId(lost.id()).orElseThrow().roles())
        .containsExactly(Who.OPERATOR);
  }

  @Test
  void anOperatorWhoWasSentAwayComesBackByTwo() throws Exception {
    Accounts accounts = PORTAL.bean(Accounts.class);
    PORTAL.member("sent-away", Who.OPERATOR);
    Account gone = accounts.byEmail("sent-away@portal.test").orElseThrow();
    Client gonesOwn = PORTAL.as("sent-away");
    Account waits = PORTAL.create("waits-for-two", Set.of(), "");
    PORTAL
        .bean(Admissions.class)
        .add(waits.id(), new Admissions.Waiting(Who.OPERATOR, "", gone.id()));
    String proposal =
        location(
            gonesOwn.submit(
                "/operator/acts/account?thing=" + waits.id(),
                "/operator/acts/account",
                Map.of("thing", waits.id(), "reason", "A friend.")));
    Client operator = PORTAL.as("operator0");
    Map<String, String> form = Map.of("account", gone.id());
    operator.submit("/operator/accounts", "/operator/accounts/end", form);
    Matcher digest = DIGEST.matcher(operator.page(proposal));
    assertThat(digest.find()).isTrue();
    assertThat(
            operator
                .submit(proposal, proposal + "/confirm", Map.of("digest", digest.group(1)))
                .body())
        .contains("is no operator any more");
    operator.submit("/operator/accounts", "/operator/accounts/reopen", form);
    assertThat(accounts.byId(gone.id()).orElseThrow().roles()).isEmpty();
    assertThat(accounts.byId(waits.id()).orElseThrow().roles()).isEmpty();
    admit(gone.id());
    assertThat(accounts.byId(gone.id()).orElseThrow().roles()).containsExactly(Who.OPERATOR);
    // It came back; what it had proposed did not.
    assertThat(
            operator
                .submit(
                    "/operator/proposals", proposal + "/confirm", Map.of("digest", digest.group(1)))
                .statusCode())
        .isNotEqualTo(302);
    assertThat(accounts.byId(waits.id()).orElseThrow().roles()).isEmpty();
    assertThat(operator.page(proposal)).contains("Void: who proposed it was sent away");
  }

  @Test
  void anAccountOfAKnownPartyIsNotOneOperatorsGift() throws Exception {
    String party = PORTAL.made().developers().get(1).partyId();
    String shown =
        PORTAL
            .as("operator0")
            .submit(
                "/operator/accounts",
                "/operator/accounts/invitations",
                Map.of("role", "DEVELOPER", "party", party))
            .body();
    Matcher link = Pattern.compile("/welcome/[A-Za-z0-9_-]{43}").matcher(shown);
    assertThat(link.find()).isTrue();
    Client puppet = PORTAL.anybody();
    puppet.submit(
        link.group(),
        link.group(),
        Map.of(
            "name", "Puppet", "email", "puppet@portal.test", "password", "nine red kites circle"));
    String agreement = "/agreements/" + PORTAL.made().developers().get(1).agreementId();
    assertThat(puppet.get(agreement).statusCode()).isEqualTo(403);
    Account made = PORTAL.bean(Accounts.class).byEmail("puppet@portal.test").orElseThrow();
    admit(made.id());
    assertThat(PORTAL.bean(Accounts.class).byId(made.id()).orElseThrow().partyId())
        .isEqualTo(party);
  }

  @Test
  void theConsoleMakesTwoOperatorsAndNoThird() {
    Invitations invitations = PORTAL.bean(Invitations.class);
    assertThat(PORTAL.bean(Accounts.class).operators()).isGreaterThanOrEqualTo(2);
    assertThat(invitations.forFirstOperators()).isEmpty();
    // One that was printed before the second operator was there.
    String path = invitations.create(Who.OPERATOR, "", "").getPath();
    assertThat(invitations.find(path.substring("/welcome/".length()))).isEmpty();
  }

  @Test
  void manyTriesAtOnceAreNotOne() throws Exception {
    PORTAL.create("raced", Set.of(Who.DEVELOPER), "");
    Throttle throttle = new Throttle(10, Duration.ofMinutes(15), Clock.systemUTC());
    assertThat(throttle.take("a").allowed()).isTrue();
    throttle.giveBack("a");
    assertThat(throttle.take("a").left()).isEqualTo(9);
    ExecutorService many = Executors.newFixedThreadPool(20);
    try {
      List<Future<String>> tried = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Client client = PORTAL.from("198.51.100.77");
        client.page("/sign-in");
        tried.add(many.submit(() -> location(tries(client, "raced@portal.test", "wrong"))));
      }
      int looked = 0;
      for (Future<String> one : tried) {
        looked += one.get(60, TimeUnit.SECONDS).equals("/sign-in?error") ? 1 : 0;
      }
      assertThat(looked).isEqualTo(10);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() throws Exception {
    PORTAL.create("changes", Set.of(Who.RIGHTS_HOLDER), "");
    Client here = PORTAL.signedIn("changes");
    Client there = PORTAL.signedIn("changes");
    assertThat(
            here.submit(
                    "/account",
                    "/account/password",
                    Map.of("current", "wrong", "fresh", "five green lamps hum softly"))
                .statusCode())
        .isEqualTo(422);
    assertThat(there.get("/account").statusCode()).isEqualTo(200);
    HttpResponse<String> done =
        here.submit(
            "/account",
            "/account/password",
            Map.of("current", PASSWORD, "fresh", "five green lamps hum softly"));
    assertThat(done.body()).contains("The password is changed");
    assertThat(there.get("/account").statusCode()).isEqualTo(302);
    assertThat(here.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherPasswordEndsTokensUnlessTheyAreKept() throws Exception {
    Account account = PORTAL.create("keeps-tokens", Set.of(Who.DEVELOPER), "");
    Tokens tokens = PORTAL.bean(Tokens.class);
    String token = tokens.create(account.id(), "t", Set.of("read"), "", Tokens.LONGEST).secret();
    Client here = PORTAL.signedIn("keeps-tokens");
    assertThat(here.page("/account")).contains("Revoke my tokens too").contains("checked");
    HttpResponse<String> kept =
        here.submit(
            "/account",
            "/account/password",
            Map.of("current", PASSWORD, "fresh", "five green lamps hum softly", "tokens", "keep"));
    assertThat(kept.body()).contains("its tokens work on");
    assertThat(tokens.visitor(token)).isPresent();
    // Who sends no word of it means it as the form says it.
    HttpResponse<String> ended =
        here.submit(
            "/account",
            "/account/password",
            Map.of("current", "five green lamps hum softly", "fresh", "six blue lamps hum softly"));
    assertThat(ended.body()).contains("its tokens do not work any more");
    assertThat(tokens.visitor(token)).isEmpty();
  }

  @Test
  void aLinkThatWorksNoMoreSaysWhatToDo() throws Exception {
    String path = PORTAL.bean(Invitations.class).create(Who.DEVELOPER, "", "acc_inviter").getPath();
    Client first = PORTAL.from("198.51.100.93");
    Map<String, String> form =
        Map.of("name", "Once", "email", "once@portal.test", "password", "nine red kites circle");
    assertThat(first.submit(path, path, form).statusCode()).isEqualTo(302);
    HttpResponse<String> used = PORTAL.anybody().get(path);
    assertThat(used.statusCode()).isEqualTo(404);
    assertThat(used.body()).contains("This link does not work", "ask who gave you the link");
    // Nobody learns from it whether a link ever was one.
    HttpResponse<String> never = PORTAL.anybody().get("/welcome/" + "x".repeat(43));
    assertThat(never.statusCode()).isEqualTo(404);
    assertThat(text(never)).isEqualTo(text(used));
    assertThat(first.submit("/account", path, form).body()).contains("This link does not work");
  }

  private static String text(HttpResponse<String> page) {
    String body = page.body();
    return body.substring(body.indexOf("<main"), body.indexOf("</main"));
  }

  @Test
  void anEndedAccountIsOutAtOnce() throws Exception {
    Account account = PORTAL.create("ended", Set.of(Who.DEVELOPER), "");
    Client client = PORTAL.signedIn("ended");
    String token =
        PORTAL
            .bean(Tokens.class)
            .create(account.id(), "t", Set.of("read"), "", Tokens.LONGEST)
            .secret();
    PORTAL
        .as("operator0")
        .submit("/operator/accounts", "/operator/accounts/end", Map.of("account", account.id()));
    assertThat(client.get("/account").statusCode()).isEqualTo(302);
    assertThat(location(tries(PORTAL.anybody(), "ended@portal.test", PASSWORD)))
        .isEqualTo("/sign-in?error");
    assertThat(PORTAL.anybody().get("/", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(401);
  }

  @Test
  void anAccountThatEndsWhileItsPasswordIsLookedAtGetsNoSession() throws Exception {
    Account account = PORTAL.create("ended-meanwhile", Set.of(Who.DEVELOPER), "");
    AtomicBoolean ended = new AtomicBoolean();
    HttpSession session =
        fake(
            HttpSession.class,
            Map.of("getId", () -> "ended-meanwhile"),
            called -> {
              if (called.equals("invalidate")) {
                ended.set(true);
              }
            });
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            Map.of("getSession", () -> session, "getRemoteAddr", () -> "198.51.100.77"),
            called -> {});
    HttpServletResponse response = fake(HttpServletResponse.class, Map.of(), called -> {});
    PORTAL.bean(Accounts.class).activate(account.id(), false);
    PORTAL
        .bean(SignInOutcome.class)
        .signIn(
            request,
            response,
            UsernamePasswordAuthenticationToken.authenticated(account.visitor(), null, List.of()));
    SecurityContextHolder.clearContext();
    assertThat(ended).isTrue();
    assertThat(PORTAL.bean(Sessions.class).of(account.id(), "")).isEmpty();
  }

  /** Answers some methods, and nothing to all others. */
  private static <T> T fake(
      Class<T> type, Map<String, Supplier<Object>> answers, Consumer<String> called) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              called.accept(method.getName());
              Supplier<Object> answer = answers.get(method.getName());
              Class<?> result = method.getReturnType();
              if (answer != null) {
                return answer.get();
              }
              return result == boolean.class ? false : result == int.class ? 0 : null;
            }));
  }

  @Test
  void developersMakeTheirAccountsAndTokensThemselves() throws Exception {
    Client client = PORTAL.anybody();
    Map<String, String> form =
        Map.of(
            "name",
            "Self Made",
            "email",
            "self@portal.test",
            "password",
            "correct paper moons drift",
            "role",
            "OPERATOR");
    HttpResponse<String> first = client.submit("/register", "/register", form);
    assertThat(location(first)).isEqualTo("/sign-in?made");
    assertThat(PORTAL.bean(Accounts.class).byEmail("self@portal.test").orElseThrow().roles())
        .containsExactly(Who.DEVELOPER);
    // Nobody learns that the address has an account now, nor takes that over.
    HttpResponse<String> again = PORTAL.anybody().submit("/register", "/register", form);
    assertThat(again.statusCode()).isEqualTo(first.statusCode());
    assertThat(location(again)).isEqualTo(location(first));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(client.page("/sign-in?made")).contains("the address had an account already");
    client.signIn("self@portal.test", "correct paper moons drift", "");
    HttpResponse<String> made =
        client.submit(
            "/account/tokens",
            "/account/tokens",
            Map.of("name", "loader", "scopes", "download", "purpose", "train", "days", "30"));
    Matcher token = Pattern.compile("est_([0-9a-f]{16})_[A-Za-z0-9_-]{43}").matcher(made.body());
    assertThat(token.find()).isTrue();
    assertThat(client.page("/account/tokens"))
        .contains(token.group(1))
        .doesNotContain(token.group());
    String revoke = "/account/tokens/" + token.group(1) + "/revoke";
    assertThat(PORTAL.as("developer0").submit("/account/tokens", revoke, Map.of()).statusCode())
        .isEqualTo(404);
    client.submit("/account/tokens", revoke, Map.of());
    assertThat(client.page("/account/tokens")).contains("revoked");
  }

  @Test
  void passwordsThatAreGuessedAreRefused() {
    PasswordRule rule = PORTAL.bean(PasswordRule.class);
    List<String> about = List.of("Marianne Clearwater", "marianne@clearwater.test");
    assertThat(rule.against("short words", about)).contains("password.short");
    assertThat(rule.against("x".repeat(129), about)).contains("password.long");
    assertThat(rule.against("passwordpassword", about)).contains("password.guessed");
    assertThat(rule.against("qwertyuiop123", about)).contains("password.guessed");
    assertThat(rule.against("aaaaaaaaaaaaaaaa", about)).contains("password.guessed");
    assertThat(rule.against("MarianneClearwater1", about)).contains("password.about-you");
    assertThat(rule.against("five green lamps hum softly", about)).isEmpty();
  }
}
