package org.estover.crawl.fetch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose certificates are believed: those that an authority we know gave to that very host. */
final class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final PageUrl PAGE = PageUrl.parse("https://a.test/page").orElseThrow();
  private static final HttpLimits LIMITS =
      new HttpLimits(20_000, 1 << 20, 1 << 20, 200, 64, 1 << 16, 100);

  @TempDir static Path folder;
  private static Path store;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpsServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    store = folder.resolve("keys.p12");
    certificate("authority", "CN=Test authority", "-ext", "bc=ca:true", "-validity", "30");
    String ours = "san=dns:a.test";
    certificate("right", "CN=a.test", "-signer", "authority", "-ext", ours, "-validity", "30");
    certificate(
        "wrong", "CN=a.test", "-signer", "authority", "-ext", "san=dns:b.test", "-validity", "30");
    certificate(
        "expired",
        "CN=a.test",
        "-signer",
        "authority",
        "-ext",
        ours,
        "-startdate",
        "-10d",
        "-validity",
        "5");
    certificate("self", "CN=a.test", "-ext", ours, "-validity", "30");
  }

  private static void certificate(String alias, String name, String... more) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
    line.addAll(List.of("-groupname", "secp256r1", "-storetype", "PKCS12"));
    line.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    line.addAll(List.of("-alias", alias, "-dname", name));
    line.addAll(List.of(more));
    Path output = folder.resolve("keytool");
    Process keytool =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(output)).isZero();
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static KeyStore stored() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    return keys;
  }

  /** Serves one page with the certificate of that name. */
  private void serve(String alias) throws GeneralSecurityException, IOException {
    KeyStore one = empty();
    one.setKeyEntry(
        alias, stored().getKey(alias, PASSWORD), PASSWORD, stored().getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = "what only who is trusted may send".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** What believes the authority of these certificates, and nobody else. */
  private static SSLContext believing() throws GeneralSecurityException, IOException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry("authority", stored().getCertificate("authority"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private ConnectTo connectTo() {
    return new ConnectTo(Map.of("a.test", server.getAddress()));
  }

  private Exchange ask(SSLContext tls) throws IOException {
    try (HttpExchanges http =
        new HttpExchanges(
            new GuardedAddresses(connectTo()),
            CrawlerIdentity.unsigned(""),
            LIMITS,
            1,
            Clock.systemUTC(),
            tls)) {
      return http.get(PAGE, LIMITS);
    }
  }

  @Test
  void certificateOfAnAuthorityThatIsTrustedIsBelieved() throws Exception {
    serve("right");
    Exchange answer = ask(believing());
    assertThat(answer.outcome()).isEqualTo("ok");
    assertThat(answer.capture().body()).asString(UTF_8).startsWith("what only who is trusted");
  }

  @ParameterizedTest
  @CsvSource({
    "self, is from nobody who is believed",
    "wrong, is another host's",
    "expired, has expired"
  })
  void certificateThatSaysNothingOfTheHostIsNotBelieved(String alias, String reason)
      throws Exception {
    serve(alias);
    assertThatThrownBy(() -> ask(believing()))
        .isInstanceOfSatisfying(
            FetchFailure.class, failure -> assertThat(failure.outcome()).isEqualTo("tls-failed"))
        .hasMessageStartingWith("https://a.test/page: its certificate " + reason);
    assertThat(requests).as("requests that were sent over such a connection").hasValue(0);
  }

  /** The authorities of the platform count where nobody names others. */
  @Test
  void authorityThatNobodyKnowsIsNotBelieved() throws Exception {
    serve("right");
    try (HttpExchanges http =
        new HttpExchanges(
            new GuardedAddresses(connectTo()),
            CrawlerIdentity.unsigned(""),
            LIMITS,
            1,
            Clock.systemUTC())) {
      assertThatThrownBy(() -> http.get(PAGE, LIMITS))
          .isInstanceOf(FetchFailure.class)
          .hasMessageContaining("is from nobody who is believed");
    }
    assertThat(requests).hasValue(0);
  }
}
