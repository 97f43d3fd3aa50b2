package org.estover.licensing.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.junit.jupiter.api.Test;

/** A token stands for its account, within its scopes, until it ends; nothing like it does. */
final class TokensTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Tokens TOKENS = PORTAL.bean(Tokens.class);
  private static final Account OWNER =
      PORTAL.create("token-owner", Set.of(Who.DEVELOPER), "pty_tokens");

  private static final String PAGE = "/account/tokens";

  private static Tokens.Made token(String... scopes) {
    return TOKENS.create(OWNER.id(), "test", Set.of(scopes), "train", Duration.ofDays(1));
  }

  @Test
  void aTokenStandsForItsAccountWithItsScopes() {
    Tokens.Made made = token("read", "download");
    Visitor visitor = TOKENS.visitor(made.secret()).orElseThrow();
    assertThat(visitor.accountId()).isEqualTo(OWNER.id());
    assertThat(visitor.actsFor("pty_tokens")).isTrue();
    assertThat(visitor.may("download")).isTrue();
    assertThat(visitor.may("manage")).isFalse();
    assertThat(visitor.purpose()).isEqualTo("train");
    assertThat(made.secret()).matches("est_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    assertThat(made.toString()).doesNotContain(made.secret().substring(21));
    assertThat(TOKENS.of(OWNER.id())).anyMatch(token -> token.lastUsed() != null);
    TOKENS.revoke(made.token().id());
    assertThat(TOKENS.visitor(made.secret())).isEmpty();
  }

  @Test
  void noneOfTenThousandChangedTokensIsAccepted() {
    Tokens.Made made = token("read");
    String secret = made.secret();
    SplittableRandom random = new SplittableRandom(20261127);
    String letters = "ABCxyz0189-_. \u00e9\n";
    int tried = 0;
    while (tried < 10_000) {
      StringBuilder changed = new StringBuilder(secret);
      int at = random.nextInt(secret.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
        case 1 -> changed.deleteCharAt(at);
        case 2 -> changed.insert(at, letters.charAt(random.nextInt(letters.length())));
        default -> changed.setCharAt(at, (char) (changed.charAt(at) ^ 1 << random.nextInt(7)));
      }
      if (!changed.toString().equals(secret)) {
        assertThat(TOKENS.visitor(changed.toString())).as(changed.toString()).isEmpty();
        tried++;
      }
    }
    assertThat(TOKENS.visitor(secret)).isPresent();
  }

  @Test
  void aTokenForDownloadsReadsNothingElse() throws Exception {
    String bearer = "Bearer " + token("download").secret();
    Client program = PORTAL.anybody();
    String release = PORTAL.made().releases().get(0);
    assertThat(program.get("/download/" + release, "Authorization", bearer).statusCode())
        .isEqualTo(200);
    for (String path : List.of("/", "/licenses/mine", "/lookup", "/releases", "/v1/agreements")) {
      assertThat(program.get(path, "Authorization", bearer).statusCode()).as(path).isEqualTo(403);
    }
    String report = "Bearer " + token("report").secret();
    assertThat(program.get("/download/" + release, "Authorization", report).statusCode())
        .isEqualTo(403);
  }

  @Test
  void namesOfTokensAreOneLineOfText() throws Exception {
    PORTAL.create("token-namer", Set.of(Who.DEVELOPER), "");
    Client client = PORTAL.signedIn("token-namer");
    for (String name : List.of("a\u0000b", "a\u001bb", "a\u007fb")) {
      HttpResponse<String> refused =
          client.submit(PAGE, PAGE, Map.of("name", name, "scopes", "read"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("control character");
    }
    for (String name : List.of("a\nb", "a\u202eb")) {
      HttpResponse<String> refused =
          client.submit(PAGE, PAGE, Map.of("name", name, "scopes", "read"));
      assertThat(refused.statusCode()).isEqualTo(422);
    }
    assertThat(client.get("/lookup?q=a%00b").statusCode()).isEqualTo(400);
    assertThat(PORTAL.anybody().get("/lookup?q=a%09b").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenReadsPagesAndIsNoSession() throws Exception {
    String bearer = "Bearer " + token("read").secret();
    Client program = PORTAL.anybody();
    HttpResponse<String> page = program.get("/", "Authorization", bearer);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("token-owner");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(program.get("/").body()).doesNotContain("token-owner");
    HttpResponse<String> wrong = program.get("/", "Authorization", bearer + "x");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(wrong.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }
}
