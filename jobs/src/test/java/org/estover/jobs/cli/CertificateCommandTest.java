package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and the ends of grants through the command line. */
final class CertificateCommandTest {
  private static final String[] CERTIFY = {"license", "certificate", "m"};

  @TempDir private Path folder;
  private Shell shell;

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
        uri -> "Zoë");
    ok("publish", "release");
    ok("license", "offer", "--name", "share");
    ok("license", "sign", "--developer", "Dev", "--from", "2026-10-01");
    ok("license", "grant", "--release", "release");
    ok("training", "register", "--name", "m", "--batch", "1");
    ok("model", "register", "--name", "chat", "--training-run", "m");
  }

  @Test
  void aCertificateIsIssuedOnceWrittenAndCheckedByItsKeyAlone() throws IOException {
    JsonNode first = json(CERTIFY);
    String id = first.path("certificate").asText();
    assertThat(id).startsWith("crt_");
    assertThat(first.path("state").asText()).isEqualTo("valid");
    assertThat(first.at("/says/developer/name").asText()).isEqualTo("Dev");
    assertThat(first.at("/says/models/0/name").asText()).isEqualTo("chat");
    assertThat(first.at("/says/term/from").asText()).isEqualTo("2026-11-21");
    assertThat(first.at("/says/term/until").asText()).isEqualTo("2027-11-20");
    assertThat(first.at("/says/standing/level").asText()).isEqualTo("l0");
    assertThat(json(CERTIFY)).isEqualTo(first);
    String[] byModel = {"license", "certificate", "--model", "chat", "--out", "out"};
    assertThat(json(byModel).path("certificate").asText()).isEqualTo(id);
    byte[] note = Files.readAllBytes(folder.resolve("out/" + id + ".note"));
    ok("license", "certificate", "--model", "chat", "--out", "out");
    assertThat(shell.out()).contains(id, "Dev", "valid: it holds", "wrote out/" + id + ".html");
    assertThat(folder.resolve("out/" + id + ".note")).hasBinaryContent(note);
    assertThat(folder.resolve("out/" + id + ".html")).content().contains("<h1>Certificate");

    Path other = Files.createDirectories(folder.resolve("elsewhere"));
    for (String name : new String[] {id + ".json", id + ".note"}) {
      Files.copy(folder.resolve("out").resolve(name), other.resolve(name));
    }
    Path vkey = folder.resolve(".estover/ledger/vkey");
    Files.copy(vkey, other.resolve("vkey"));
    Shell elsewhere = new Shell(other);
    String[] verify = {"license", "certificate", "--verify", id + ".json", "--vkey", "vkey"};
    assertThat(elsewhere.run(verify)).isZero();
    assertThat(elsewhere.out()).contains("signed, and holds on 2026-11-21");
    assertThat(elsewhere.run(with(verify, "--on", "2028-01-01"))).isEqualTo(ExitCode.FOUND);
    assertThat(elsewhere.out()).contains("2027-11-20");
    verify[5] = Files.readString(vkey).strip();
    assertThat(elsewhere.run(with(verify, "--json"))).isZero();
    assertThat(Json.tree(elsewhere.out()).path("sha256")).isEqualTo(first.path("sha256"));
    Path json = other.resolve(id + ".json");
    Files.writeString(json, Files.readString(json).replace("\"Dev\"", "\"Eve\""));
    assertThat(elsewhere.run(verify)).isEqualTo(ExitCode.FOUND);
    assertThat(elsewhere.out()).contains("signed is another file");
    Files.delete(json);
    assertThat(elsewhere.run(verify)).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void howCertificatesStandIsListed() throws IOException {
    ok("license", "certificate", "--list");
    assertThat(shell.out()).contains("nothing was certified");
    String first = json(CERTIFY).path("certificate").asText();
    String short1 = json(with(CERTIFY, "--until", "2026-11-30")).path("certificate").asText();
    assertThat(short1).isNotEqualTo(first);
    String uri =
        json("reconstruct", "release", "--step", "0", "--batch", "1")
            .at("/sequences/0/spans/0/uri")
            .asText();
    ok("withdraw", uri);
    assertThat(states()).containsExactly("stale", "stale");
    refused("--acknowledge", with(CERTIFY, "--on", "2026-11-22"));
    String notice = json("withdraw", "--notices").at("/notices/0/notice").asText();
    assertThat(json("withdraw", "--notices").path("staleCertificates")).hasSize(2);
    ok("withdraw", "--acknowledge", notice);
    assertThat(states()).containsExactly("valid", "valid");
    assertThat(states("--on", "2026-12-01")).containsExactly("valid", "expired");
    assertThat(states("--on", "2026-11-01")).containsExactly("pending", "pending");
    String[] revoke = {"license", "certificate", "--revoke", first, "--reason", "a slip"};
    JsonNode revoked = json(revoke);
    assertThat(json(revoke)).isEqualTo(revoked);
    assertThat(states()).containsExactly("revoked", "valid");
    revoke[5] = "fraud";
    refused("a slip", revoke);
    assertThat(json(CERTIFY).path("certificate").asText()).isNotEqualTo(first);
  }

  @Test
  void certificatesAndTrainingRunsAreListedBesideAWriter() throws IOException {
    ok(CERTIFY);
    LedgerSettings settings = LedgerSettings.of(Clock.systemUTC(), new SecureRandom());
    try (Ledger writer = Ledger.open(folder.resolve(".estover/ledger"), settings)) {
      refused("lock", with(CERTIFY, "--until", "2026-11-30"));
      assertThat(states()).containsExactly("valid");
      assertThat(json("training", "list").path("trainingRuns")).hasSize(1);
      assertThat(json("revenue", "list").path("reports")).isEmpty();
      assertThat(writer.checkpoint().size()).isPositive();
    }
  }

  @Test
  void nothingIsTrainedAfterTheLastDayOfAnAgreement() throws IOException {
    String[] sign = {
      "license", "sign", "--developer", "Short", "--from", "2026-10-01", "--until", "2026-11-20"
    };
    String agreement = json(sign).path("agreement").asText();
    String grant =
        json("license", "grant", "--release", "release", "--agreement", agreement)
            .path("grant")
            .asText();
    String[] train = {"training", "register", "--name", "t", "--batch", "1", "--grant", grant};
    refused(agreement + " holds to 2026-11-20, its last day", train);
    refused("of 2026-11-21", train);
    ok(with(train, "--on", "2026-11-20"));
    ok(train);
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    refused("--vkey", "license", "certificate", "--verify", "a.json");
    refused("--reason", "license", "certificate", "--revoke", "crt_0000");
    refused("--revoke", "license", "certificate", "m", "--reason", "none");
    refused("--list", "license", "certificate", "--list", "--revoke", "c", "--reason", "r");
    refused("--out", "license", "certificate", "--list", "--out", "out");
    refused("--model", "license", "certificate", "--list", "--model", "chat");
    refused("known are \"m\"", "license", "certificate", "other");
    ok("training", "register", "--name", "second", "--batch", "1");
    refused("known are \"m\"", "license", "certificate", "second", "--model", "chat");
    refused("a year", with(CERTIFY, "--until", "2028-01-01"));
    refused("agr_", "license", "certificate", "--agreement", "agr_0000");
    refused("grt_", "license", "certificate", "--grant", "grt_0000");
    ok("model", "register", "--name", "child", "--parent", "chat");
    refused("no training run of its own", "license", "certificate", "--model", "child");
  }

  @Test
  void nothingIsTrainedUnderAGrantThatEnded() throws IOException {
    JsonNode grant = json("license", "grant", "--release", "release");
    String id = grant.path("grant").asText();
    String[] end = {"license", "end", "--grant", id, "--last-day", "2026-11-20"};
    JsonNode ended = json(end);
    assertThat(json(end)).isEqualTo(ended);
    String[] train = {"training", "register", "--name", "late", "--batch", "1"};
    refused("2026-11-20 as its last day", train);
    refused("of 2026-11-21", with(train, "--on", "2026-11-21"));
    ok(with(train, "--on", "2026-11-20"));
    ok("training", "register", "--name", "m", "--batch", "1");
    ok("license", "grant", "--release", "release");
    assertThat(shell.out()).contains(id, "it has ended, and its last day is 2026-11-20");
    refused("either --grant or --agreement", with(end, "--agreement", "agr_0000"));
    end[5] = "2026-11-19";
    refused("ended already", end);
    ok("license", "list");
    assertThat(shell.out()).contains(id, "2026-11-20");
  }

  @Test
  void anAgreementEndsWithItsGrants() throws IOException {
    String id = json("license", "grant", "--release", "release").path("grant").asText();
    ok("license", "end", "--last-day", "2026-11-20");
    refused("2026-11-20", "training", "register", "--name", "late", "--batch", "1");
    JsonNode licenses = json("license", "list").path("licenses");
    JsonNode last = licenses.path(licenses.size() - 1);
    assertThat(last.path("grant").asText()).isEqualTo(id);
    assertThat(last.path("to").asText()).isEqualTo("2026-11-20");
  }

  private Iterable<String> states(String... more) throws IOException {
    String[] list = {"license", "certificate", "--list"};
    return json(with(list, more)).path("certificates").findValuesAsText("state");
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private void refused(String text, String... arguments) {
    assertThat(shell.run(arguments)).as(String.join(" ", arguments)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(text);
  }

  private void ok(String... arguments) {
    assertThat(shell.run(arguments))
        .as("%s%n%s", String.join(" ", arguments), shell.err())
        .isZero();
  }

  private JsonNode json(String... arguments) throws IOException {
    ok(with(arguments, "--json"));
    return Json.tree(shell.out());
  }
}
