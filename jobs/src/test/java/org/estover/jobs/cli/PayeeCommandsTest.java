package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.estover.ledger.book.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, co-owners, claims, disputes and payouts through the command line. */
final class PayeeCommandsTest {
  private static final String SITE = "www.example.org";

  /** Where no DNS server is, so that the other ways have to do. */
  private static final String NO_DNS = "127.0.0.1:9";

  private static final String IBAN = "DE89 3704 0044 0532 0130 00";

  @TempDir private Path folder;
  private Shell shell;

  /** A trust whose release has every other document of nobody known. */
  @BeforeEach
  void found() throws IOException {
    shell = new Shell(folder);
    TestRelease.write(
        folder.resolve("release"),
        5,
        16,
        40,
        uri -> "A page of a few words, " + uri,
        uri -> "CC0-1.0",
        uri -> uri.matches(".*[02468]") ? "" : "Zoë");
    run("publish", "release");
    run("license", "offer", "--name", "share");
    run("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    run("license", "grant", "--release", "release");
    run("training", "register", "--name", "m", "--batch", "1");
  }

  @Test
  void aKeyWithAReserveIsSetFromADay() {
    String[] key = {"deed", "key", "--from", "2026-10-01", "--split", "10% 5% 15% 70%"};
    String id = answer(key).path("distributionKey").asText();
    assertThat(id).startsWith("dky_");
    assertThat(answer(key).path("distributionKey").asText()).isEqualTo(id);
    key[5] = "10% 10% 10% 70%";
    assertThat(shell.run(key)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("1/10 1/20 3/20 7/10", "1/10 1/10 1/10 7/10");
    statement("2026-10");
    assertThat(shell.out()).contains("\"kind\" : \"reserve\"");
    key[3] = "2026-10-31";
    assertThat(shell.run(key)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("after 2026-10-31");
  }

  @Test
  void coOwnersAreRecordedOnce() {
    String[] owners = {
      "deed",
      "owners",
      "--holder",
      "Zoë",
      "--from",
      "2026-10-01",
      "--owner",
      "Zoë=2/3",
      "--owner",
      "Yves=1/3"
    };
    String id = answer(owners).path("ownership").asText();
    assertThat(answer(owners).path("ownership").asText()).isEqualTo(id);
    owners[7] = "Zoë=1/3";
    assertThat(shell.run(owners)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("exactly 100%");
    owners[9] = "Yves=2/3";
    assertThat(shell.run(owners)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(id, "Zoë 2/3");
    String[] claim = {"claim", "file", SITE, "--holder", "Zoë", "--on", "2026-09-30"};
    assertThat(shell.run(claim)).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    claim[5] = "--share=1/2";
    claim[6] = "--on=2026-10-01";
    assertThat(shell.run(claim)).as(shell.err()).isZero();
    assertThat(shell.err()).contains("Yves 1/3, Zoë 2/3", "alone", "--share");
  }

  @Test
  void aClaimIsGrantedWhereItsHostSaysSoAndPaid() throws IOException {
    statement("2026-10");
    JsonNode found = answer("claim", "search", SITE);
    assertThat(found.path("documents").elements().next().asLong()).isEqualTo(20);
    String earned = found.path("earned").path("EUR").asText();
    JsonNode filed = answer("claim", "file", SITE, "--holder", "Ada", "--on", "2026-11-02");
    String claim = filed.at("/claims/0/claim").asText();
    assertThat(answer("claim", "file", SITE, "--holder", "Ada").at("/claims/0/claim").asText())
        .isEqualTo(claim);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      server.start();
      String[] verify = {
        "claim",
        "verify",
        claim,
        "--dns",
        NO_DNS,
        "--connect-to",
        SITE + "=127.0.0.1:" + server.getAddress().getPort()
      };
      assertThat(shell.run(verify)).as(shell.err()).isEqualTo(ExitCode.FOUND);
      assertThat(shell.out()).contains("dns-txt", "well-known", "meta-tag", "nothing there");
      serve(server, "# for the trust\nestover-claim=" + claim + "\n");
      assertThat(answer(with(verify, "--dry-run")).at("/claim/state").asText())
          .isEqualTo("pending");
      JsonNode granted = answer(verify);
      assertThat(granted.at("/claim/state").asText()).isEqualTo("granted");
      assertThat(granted.at("/claim/credited/EUR").asText()).isEqualTo(earned);
      assertThat(answer(verify)).isEqualTo(granted);
    } finally {
      server.stop(0);
    }
    pays(earned);
  }

  private void pays(String earned) throws IOException {
    run("payee", "--holder", "Ada", "--account", IBAN);
    assertThat(shell.run("payee", "--holder", "Ada", "--account", "DE00"))
        .isEqualTo(ExitCode.USAGE);
    String[] pay = {
      "pay",
      "--period",
      "2026-11",
      "--on",
      "2026-12-15",
      "--threshold",
      "EUR 1.00",
      "--out",
      "bank",
      "--account",
      "GB82 WEST 1234 5698 7654 32"
    };
    assertThat(shell.run("pay", "--period", "2026-11", "--on", "2026-12-15"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("EUR 0.00 is in the bank");
    run("pay", "--received", "EUR 1000000.00", "--reference", "wire 1");
    // The claim was granted by the shell's clock, in November.
    assertThat(answer(with(pay, "--dry-run")).path("dryRun").asBoolean()).isTrue();
    JsonNode paid = answer(pay);
    assertThat(answer(with(pay, "--dry-run")).path("dryRun").asBoolean()).as("was paid").isFalse();
    assertThat(shell.run(with(pay, "--threshold", "EUR 2.00"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--threshold names EUR twice");
    assertThat(paid.at("/lines/0/amount").asText()).isEqualTo(earned);
    assertThat(paid.at("/lines/1/state").asText()).isEqualTo("no-account");
    assertThat(paid.at("/lines/1/name").asText()).doesNotStartWith("pty_").isNotEmpty();
    byte[] csv = Files.readAllBytes(folder.resolve("bank/payout-2026-11.csv"));
    byte[] xml = Files.readAllBytes(folder.resolve("bank/payout-2026-11.xml"));
    assertThat(new String(csv, StandardCharsets.UTF_8)).contains("DE89370400440532013000", earned);
    assertThat(new String(xml, StandardCharsets.UTF_8))
        .contains("<InstdAmt Ccy=\"EUR\">" + earned + "</InstdAmt>");
    Files.delete(folder.resolve("bank/payout-2026-11.xml"));
    assertThat(answer(pay)).isEqualTo(paid);
    assertThat(Files.readAllBytes(folder.resolve("bank/payout-2026-11.csv"))).isEqualTo(csv);
    assertThat(Files.readAllBytes(folder.resolve("bank/payout-2026-11.xml"))).isEqualTo(xml);
    pay[6] = "EUR 2.00";
    assertThat(shell.run(pay)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("EUR 1.00", "EUR 2.00");
    assertThat(shell.run("ledger", "verify")).as(shell.err()).isZero();
  }

  @Test
  void aDisputeHoldsAndReturnsAClaimsMoney() throws IOException {
    statement("2026-10");
    String claim = filed("Eve", SITE);
    run("claim", "grant", claim, "--evidence", "by hand", "--on", "2026-11-03");
    JsonNode contested =
        answer(
            "claim",
            "dispute",
            claim,
            "--by",
            "Ada",
            "--ground",
            "it is hers",
            "--on",
            "2026-11-04");
    String dispute = contested.at("/dispute/dispute").asText();
    assertThat(contested.at("/claim/held")).isEqualTo(contested.at("/claim/credited"));
    assertThat(contested.at("/claim/held/EUR").asText()).isNotEqualTo("0.00");
    String other = filed("Ada", SITE);
    assertThat(shell.run("claim", "grant", other, "--evidence", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(claim, "more than the whole");
    String[] resolve = {
      "claim", "resolve", dispute, "--outcome", "upheld", "--reason", "shown", "--on", "2026-11-05"
    };
    assertThat(answer(resolve).at("/claim/state").asText()).isEqualTo("set-aside");
    assertThat(answer(resolve).at("/claim/held/EUR").asText()).isEqualTo("0.00");
    resolve[4] = "dismissed";
    assertThat(shell.run(resolve)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("resolved as upheld");
    assertThat(answer("claim", "grant", other, "--evidence", "x").at("/claim/credited"))
        .isEqualTo(contested.at("/claim/credited"));
    run("claim", "list");
    assertThat(shell.out()).contains("set-aside", "granted", dispute, "upheld", "it is hers");
    assertThat(shell.run("claim", "list", "--state", "pend")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"pend\" is no state of claims", "pending, granted");
  }

  @Test
  void aSocietysListIsFiledAndExpires() throws IOException {
    Files.writeString(
        folder.resolve("members.txt"), "# members\nhttps://a.test/\n\nb.test/users/x # Xenia\n");
    JsonNode filed =
        answer(
            "claim",
            "file",
            "--holder",
            "Society",
            "--list",
            "members.txt",
            "--share",
            "1/2",
            "--on",
            "2026-01-05");
    assertThat(filed.path("claims")).hasSize(2);
    assertThat(filed.at("/claims/1/scope").asText()).isEqualTo("b.test/users/x");
    String first = filed.at("/claims/0/claim").asText();
    assertThat(answer("claim", "withdraw", first).at("/claim/state").asText())
        .isEqualTo("withdrawn");
    assertThat(answer("claim", "expire", "--on", "2026-04-05").path("expired")).isEmpty();
    assertThat(answer("claim", "expire", "--on", "2026-04-06").path("expired")).hasSize(1);
    assertThat(answer("claim", "expire", "--on", "2026-04-06").path("expired")).isEmpty();
    assertThat(shell.run("claim", "file", "no place", "--holder", "X")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("\"no place\" cannot be claimed");
    assertThat(shell.run("claim", "refuse", first, "--reason", "x")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aResolutionGivesOldMoneyToTheCommons() throws IOException {
    JsonNode statement = statement("2026-10");
    Files.writeString(folder.resolve("resolution.txt"), "Resolved, 9 to 0.\n");
    String[] escheat = {
      "deed", "escheat", "--through", "2026-10", "--text", "resolution.txt", "--on", "2029-11-01"
    };
    JsonNode answer = answer(escheat);
    assertThat(answer.path("statements")).hasSize(1);
    long units = Money.parse(answer.at("/amounts/EUR").asText(), "EUR").minorUnits();
    assertThat(statement.findValuesAsText("amount")).contains(Long.toString(units));
    assertThat(answer(escheat)).isEqualTo(answer);
    Files.writeString(folder.resolve("resolution.txt"), "Resolved, 8 to 1.\n");
    assertThat(shell.run(escheat)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("another text");
  }

  private JsonNode statement(String period) {
    run("revenue", "report", "--period", period, "--gross", "EUR 1250000.00");
    return answer("statement", "--period", period).at("/statements/0");
  }

  private String filed(String holder, String place) {
    return answer("claim", "file", place, "--holder", holder, "--on", "2026-11-02")
        .at("/claims/0/claim")
        .asText();
  }

  private static void serve(HttpServer server, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/.well-known/estover-claim.txt",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private void run(String... command) {
    assertThat(shell.run(command)).as(String.join(" ", command) + shell.err()).isZero();
  }

  private JsonNode answer(String... command) {
    run(with(command, "--json"));
    return Json.tree(shell.out());
  }

  private static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
