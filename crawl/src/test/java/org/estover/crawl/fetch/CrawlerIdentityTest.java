package org.estover.crawl.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.source.TestComponent;
import org.estover.crawl.source.WebSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrawlerIdentityTest {
  /** RFC 9421, appendix B.1.4: test-key-ed25519. */
  private static final CrawlerKey RFC_KEY =
      CrawlerKey.of(Base64.getUrlDecoder().decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU"));

  private static final String RFC_OPEN = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";
  private static final Pattern INPUT =
      Pattern.compile(
          "sig1=(\\(\"@authority\" \"@method\" \"@path\" \"signature-agent\";key=\"sig1\"\\)"
              + ";created=(\\d+);expires=(\\d+);keyid=\"([^\"]+)\";nonce=\"[^\"]+\""
              + ";tag=\"web-bot-auth\")");

  @TempDir private Path folder;

  @Test
  void signatureOfTheRfcIsReproduced() {
    Map<String, String> components = new LinkedHashMap<>();
    components.put("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT");
    components.put("\"@method\"", "POST");
    components.put("\"@path\"", "/foo");
    components.put("\"@authority\"", "example.com");
    components.put("\"content-type\"", "application/json");
    components.put("\"content-length\"", "18");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("created", "1618884473");
    parameters.put("keyid", "\"test-key-ed25519\"");
    MessageSignature signature = new MessageSignature("sig-b26", components, parameters);
    assertThat(signature.inputField())
        .isEqualTo(
            "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
                + " \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");
    assertThat(signature.baseText())
        .isEqualTo(
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n"
                + "\"@authority\": example.com\n\"content-type\": application/json\n"
                + "\"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\""
                + " \"@authority\" \"content-type\" \"content-length\");created=1618884473"
                + ";keyid=\"test-key-ed25519\"");
    assertThat(signature.signatureField(RFC_KEY))
        .isEqualTo(
            "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lI"
                + "p5WPpBKRCw==:");
  }

  @Test
  void thumbprintIsThatOfRfc8037() {
    CrawlerKey key =
        CrawlerKey.of(Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
    assertThat(key.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(key.directory())
        .isEqualTo(
            "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
                + "\"kid\":\"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k\",\"use\":\"sig\"}]}");
    assertThat(key).hasToString("crawler key kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void keyIsReadBackFromItsFile() throws Exception {
    CrawlerKey key = CrawlerKey.generate(new SecureRandom());
    Path file = folder.resolve("key.pem");
    key.write(file);
    assertThat(CrawlerKey.read(file).thumbprint()).isEqualTo(key.thumbprint());
    assertThatThrownBy(() -> key.write(file))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
  }

  @Test
  void serverVerifiesEveryRequestOfACrawl() throws Exception {
    List<String> refused = Collections.synchronizedList(new ArrayList<>());
    List<String> verified = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          (verifies(exchange.getRequestHeaders(), path) ? verified : refused).add(path);
          byte[] body = "<a href='/x?q=1'>x</a>".getBytes(US_ASCII);
          boolean page = !path.endsWith(".txt") && !path.endsWith(".json");
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(page ? 200 : 404, page ? body.length : -1);
          if (page) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    SecureRandom nonces = new SecureRandom();
    CollectedItems items = new CollectedItems();
    new WebCrawler(
            2,
            Clock.systemUTC(),
            unused -> CrawlerIdentity.signed("https://t.test/", RFC_KEY, nonces))
        .crawl(
            new WebSource(
                TestComponent.named("web"),
                CollectedItems.plan(List.of("http://a.test/"), 5, 2),
                List.of()),
            new ConnectTo(Map.of("a.test", server.getAddress())),
            folder,
            items,
            CrawlProgress.SILENT);
    server.stop(0);
    assertThat(items.outcomes())
        .containsOnly(Map.entry("http://a.test/", "ok"), Map.entry("http://a.test/x?q=1", "ok"));
    assertThat(refused).isEmpty();
    assertThat(verified).contains("/robots.txt", "/.well-known/tdmrep.json", "/", "/x");
  }

  /** As a site does that has fetched the key's directory. */
  private static boolean verifies(Headers fields, String path) {
    Matcher input = INPUT.matcher(fields.getFirst("Signature-Input"));
    String agent = fields.getFirst("Signature-Agent");
    String value = fields.getFirst("Signature");
    if (!input.matches()
        || !agent.equals("sig1=\"https://t.test\"")
        || !input.group(4).equals(RFC_KEY.thumbprint())
        || Long.parseLong(input.group(3)) - Long.parseLong(input.group(2)) > 86_400
        || !value.startsWith("sig1=:")) {
      return false;
    }
    String text =
        "\"@authority\": a.test\n\"@method\": GET\n\"@path\": "
            + path
            + "\n\"signature-agent\";key=\"sig1\": \"https://t.test\"\n\"@signature-params\": "
            + input.group(1);
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(open());
      verifier.update(text.getBytes(US_ASCII));
      return verifier.verify(Base64.getDecoder().decode(value.substring(6, value.length() - 1)));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey open() throws GeneralSecurityException {
    byte[] little = Base64.getUrlDecoder().decode(RFC_OPEN);
    byte[] big = new byte[little.length];
    for (int i = 0; i < little.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    boolean odd = (big[0] & 0x80) != 0;
    big[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
  }
}
