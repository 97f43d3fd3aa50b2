package org.estover.licensing.portal.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.account.Networks;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.audit.ActivityLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Strangers who send much, or say that they are somebody else, take nothing from the others. */
final class FloodsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void whatOnlyLooksLikeAFileOfThePagesIsCounted() {
    assertThat(RateLimits.isFree("/portal.css")).isTrue();
    assertThat(RateLimits.isFree("/hosts/any.js")).isFalse();
    assertThat(RateLimits.isFree("/v1/hosts/any.css")).isFalse();
    assertThat(RateLimits.isFree("/errors-of-mine")).isFalse();
  }

  @Test
  void anotherSpellingOfARouteHasNoOtherLimit() throws Exception {
    for (String path : List.of("/v1/releases", "/%761/releases", "/v%31/releases")) {
      HttpResponse<String> answer = PORTAL.anybody().get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit-Policy").orElse(""))
          .as(path)
          .startsWith("\"api\"");
    }
    for (String path : List.of("/v1//releases", "/v1%2freleases", "/v1;x/releases")) {
      assertThat(PORTAL.anybody().get(path).statusCode()).as(path).isEqualTo(400);
    }
    HttpResponse<String> missing = PORTAL.anybody().get("/%761/nothing");
    assertThat(missing.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/problem+json");
  }

  @Test
  void privateNetworksAreVisitorsAndNoProxies() throws Exception {
    String key = "network " + Networks.of("10.1.2.3");
    PORTAL.bean(RateLimits.class).charge(RateLimits.Kind.API, key, 150_000);
    assertThat(PORTAL.from("203.0.113.77, 10.1.2.3").get("/v1/anything").statusCode())
        .as("10.1.2.3 says that it asks for 203.0.113.77")
        .isEqualTo(429);
  }

  @Test
  void namesAreNoAddressesAndHouseholdsOneNetwork() {
    assertThat(Networks.of("fade.cafe")).isEqualTo("fade.cafe");
    assertThat(Networks.of("2001:db8::1")).isEqualTo(Networks.of("2001:db8:0:0:5:6:7:8"));
  }

  @Test
  void refusalsWithoutEndAreNotRecordedWithoutEnd() throws Exception {
    String network = "203.0.113.78";
    RateLimits limits = PORTAL.bean(RateLimits.class);
    Client client = PORTAL.from(network);
    client.get("/v1/agreements");
    waitForRecord(network);
    limits.chargeRecorded("network " + Networks.of(network), 150_000);
    long before = recorded(network);
    assertThat(client.get("/v1/agreements").statusCode()).isEqualTo(401);
    // A record is written after its answer: that of a later request shows that this one has none.
    PORTAL.from("203.0.113.178").get("/v1/agreements");
    waitForRecord("203.0.113.178");
    assertThat(recorded(network)).isEqualTo(before);
  }

  @Test
  void failedSignInsWithoutEndAreNotRecordedWithoutEnd() throws Exception {
    String network = "203.0.113.81";
    Client client = PORTAL.from(network);
    failToSignIn(client);
    assertThat(recorded(network)).isEqualTo(1);
    PORTAL.bean(RateLimits.class).chargeRecorded("network " + Networks.of(network), 150_000);
    failToSignIn(client);
    assertThat(recorded(network)).isEqualTo(1);
  }

  private static void failToSignIn(Client client) throws Exception {
    assertThat(
            client.location(
                client.submit(
                    "/sign-in",
                    "/sign-in",
                    Map.of("username", "nobody@portal.test", "password", "wrong", "code", ""))))
        .endsWith("/sign-in?error");
  }

  private static void waitForRecord(String network) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (recorded(network) == 0) {
      assertThat(System.nanoTime()).as("time to record " + network).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static long recorded(String network) throws Exception {
    String mark = PORTAL.bean(SealedSecrets.class).mark("network", Networks.of(network));
    ActivityLog log = PORTAL.bean(ActivityLog.class);
    return log.segments().read(0, Integer.MAX_VALUE).stream()
        .filter(event -> mark.equals(event.activity().evidence().get("network")))
        .count();
  }

  @Test
  void longBodiesAreRefusedBeforeTheyAreRead() throws Exception {
    String path = "/api/datasets/a/b/paths-info/main";
    int size = 2 << 20;
    String json = "Content-Type: application/json\r\n";
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    String length = "Content-Length: " + size + "\r\n";
    assertThat(statusOf("POST " + path, json + length, 0)).isEqualTo(413);
    assertThat(statusOf("DELETE /", form + length, 0)).isEqualTo(413);
    assertThat(statusOf("POST " + path, json + "Transfer-Encoding: chunked\r\n", size))
        .as("of a length that is not said ahead")
        .isEqualTo(413);
  }

  /**
   * Sends a request by hand: the portal closes the connection behind its answer, and a client that
   * is still writing then may not come to read it.
   *
   * @param chunk the size of the one chunk that is sent
   */
  private static int statusOf(String line, String fields, int chunk) throws IOException {
    String head =
        line + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.79\r\n" + fields;
    try (Socket socket = new Socket(PORTAL.address().getHost(), PORTAL.address().getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\n").getBytes(US_ASCII));
      Thread writer =
          new Thread(
              () -> {
                try {
                  out.write((Integer.toHexString(chunk) + "\r\n").getBytes(US_ASCII));
                  out.write("x".repeat(chunk).getBytes(US_ASCII));
                } catch (IOException e) {
                  // The answer came before.
                  return;
                }
              });
      if (chunk > 0) {
        writer.start();
      }
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      assertThat(status).startsWith("HTTP/1.1 ");
      return Integer.parseInt(status.substring(9, 12));
    }
  }

  @Test
  void whoSendsSlowlyHoldsFewThreads() throws Exception {
    String begun =
        "POST /v1/claims HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.80\r\n"
            + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{";
    Client same = PORTAL.from("203.0.113.80");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < Bodies.OF_NETWORK; i++) {
        Socket socket = new Socket(PORTAL.address().getHost(), PORTAL.address().getPort());
        slow.add(socket);
        socket.getOutputStream().write(begun.getBytes(US_ASCII));
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      int status;
      do {
        status = post(same);
      } while (status != 429 && System.nanoTime() < end);
      assertThat(status).isEqualTo(429);
      assertThat(post(PORTAL.from("203.0.113.81"))).as("another network").isEqualTo(400);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static int post(Client client) throws Exception {
    return client
        .send(
            client
                .request("/v1/claims")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build())
        .statusCode();
  }

  /** Notes how many are hashed at once. */
  private static final class Slow implements PasswordEncoder {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch full;

    Slow(int most) {
      this.full = new CountDownLatch(most);
    }

    @Override
    public String encode(@Nullable CharSequence password) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      full.countDown();
      try {
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      now.decrementAndGet();
      return "hash";
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      return encode(password).equals(encoded);
    }
  }

  @Test
  void fewPasswordsAreHashedAtOnce() throws Exception {
    assertThat(PORTAL.bean(PasswordEncoder.class)).isInstanceOf(FewAtOnce.class);
    Slow slow = new Slow(3);
    FewAtOnce few = new FewAtOnce(slow, 3, 12);
    ExecutorService many = Executors.newFixedThreadPool(12);
    try {
      List<Future<Boolean>> tried = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        tried.add(many.submit(() -> few.matches("a", "hash")));
      }
      for (Future<Boolean> each : tried) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(slow.most.get()).isEqualTo(3);
  }

  @Test
  void fewWaitForAPasswordToBeHashed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    PasswordEncoder held =
        new PasswordEncoder() {
          @Override
          public String encode(@Nullable CharSequence password) {
            begun.countDown();
            try {
              assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return "hash";
          }

          @Override
          public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            return encode(password).equals(encoded);
          }
        };
    FewAtOnce few = new FewAtOnce(held, 1, 0);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> first = one.submit(() -> few.matches("a", "hash"));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> few.matches("a", "hash"))
          .isInstanceOf(AuthenticationServiceException.class);
      end.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      one.shutdownNow();
    }
    assertThat(few.matches("a", "hash")).isTrue();
  }

  @Test
  void ofWhereSomebodyWantedToGoAShortPathIsKept() throws Exception {
    PORTAL.create("returns", Set.of(), "");
    Client client = PORTAL.anybody();
    client.get("/account?long=" + "x".repeat(600));
    client.signIn("returns@portal.test", "a long password for tests", "");
    Client back = PORTAL.anybody();
    back.get("/account/tokens?a=b");
    assertThat(
            back.location(
                back.submit(
                    "/sign-in",
                    "/sign-in",
                    Map.of(
                        "username",
                        "returns@portal.test",
                        "password",
                        "a long password for tests",
                        "code",
                        ""))))
        .isEqualTo("/account/tokens?a=b");
  }
}
