package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements, charges and payments as people type them, over a ledger without a release. */
final class StatementCommandsTest {
  private static final String[] STATE = {"statement", "--period", "2026-10"};

  @TempDir private Path folder;
  private Shell shell;
  private String key = "";

  @BeforeEach
  void report() {
    shell = new Shell(folder);
    assertThat(run("ledger", "init", "--json")).isZero();
    key = answer().path("verifierKey").asText();
    assertThat(run("license", "offer", "--name", "share", "--rate", "2%")).isZero();
    assertThat(run("license", "sign", "--developer", "Dev", "--from", "2026-01-01")).isZero();
    assertThat(run("revenue", "report", "--period", "2026-10", "--gross", "EUR 50000.00"))
        .as(shell.err())
        .isZero();
  }

  @Test
  void aStatementsFilesAreTheSameBytesAgainAndAreVerifiedOffline() throws IOException {
    assertThat(run(with(STATE, "--out", "one", "--json"))).as(shell.err()).isZero();
    String id = answer().at("/statements/0/id").asText();
    assertThat(answer().path("files")).hasSize(4);
    assertThat(run(with(STATE, "--out", "two"))).isZero();
    assertThat(shell.out()).contains("wrote ", id + ".html");
    assertThat(files("one")).isEqualTo(files("two")).hasSize(4);
    assertThat(run(with(STATE, "--out", "one"))).isZero();
    Path away = Files.createDirectories(folder.resolve("away"));
    for (String name : files("one").keySet()) {
      Files.copy(folder.resolve("one").resolve(name), away.resolve(name));
    }
    Shell elsewhere = new Shell(away);
    String json = id + ".json";
    assertThat(elsewhere.run("statement", "verify", json, "--vkey", key)).isZero();
    assertThat(elsewhere.out()).contains(id, "signed", "EUR 1000.00 due");
    assertThat(elsewhere.run("statement", "verify", json, "--vkey", key, "--json")).isZero();
    assertThat(Json.tree(elsewhere.out()).path("findings")).isEmpty();
    Files.writeString(away.resolve("vkey"), key + "\n");
    assertThat(elsewhere.run("statement", "verify", json, "--vkey", "vkey")).isZero();
    byte[] bytes = Files.readAllBytes(away.resolve(json));
    String forged = new String(bytes, StandardCharsets.UTF_8).replace("\"100000\"", "\"100001\"");
    Files.writeString(away.resolve(json), forged);
    assertThat(elsewhere.run("statement", "verify", json, "--vkey", key)).isEqualTo(ExitCode.FOUND);
    assertThat(elsewhere.out()).contains("signed is another file");
    assertThat(elsewhere.run("statement", "verify", "none.json", "--vkey", key))
        .isEqualTo(ExitCode.USAGE);
    assertThat(elsewhere.run("statement", "verify", json, "--vkey", "key"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aSlipIsAnsweredInOneLineAndNotWithTheWholeHelp() {
    assertThat(run("statement", "--perod", "2026-10")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .startsWith("estover: Unknown option")
        .contains("--period", "\"estover statement --help\" explains it")
        .doesNotContain("Issues a period's statements");
    assertThat(shell.err().lines().count()).isLessThan(8);
    assertThat(run("statement", "verfy")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).doesNotContain("Issues a period's statements");
    assertThat(run("license")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("Commands:", "certificate");
  }

  @Test
  void aMonthMustBeNamed() {
    assertThat(run("statement")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--period");
  }

  @Test
  void paymentsAndChargesAreEnteredOnceAndShownAsOwed() throws IOException {
    assertThat(run(with(STATE, "--json"))).isZero();
    String id = answer().at("/statements/0/id").asText();
    String[] note = {
      "charge",
      "credit-note",
      "--statement",
      id,
      "--amount",
      "EUR 100.00",
      "--reference",
      "CN-1",
      "--reason",
      "outage",
      "--on",
      "2026-11-22",
      "--json"
    };
    assertThat(run(note)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--on 2026-11-22: today is 2026-11-21");
    note[11] = "2026-11-20";
    assertThat(run(note)).as(shell.err()).isZero();
    String first = answer().path("charge").asText();
    assertThat(answer().path("amount").asText()).isEqualTo("EUR -100.00");
    assertThat(run(note)).isZero();
    assertThat(answer().path("charge").asText()).isEqualTo(first);
    note[5] = "EUR 99.00";
    assertThat(run(note)).isEqualTo(ExitCode.USAGE);
    String[] pay = {
      "pay", "--received", "EUR 400.00", "--reference", "bank 1", "--on", "2026-12-10", "--json"
    };
    assertThat(run(pay)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--on 2026-12-10: today is 2026-11-21");
    shell.at(Instant.parse("2026-12-10T10:00:00Z"));
    assertThat(run(pay)).as(shell.err()).isZero();
    assertThat(run(pay)).isZero();
    pay[2] = "EUR 401.00";
    assertThat(run(pay)).isEqualTo(ExitCode.USAGE);
    String[] fee = {
      "charge",
      "late-fee",
      "--statement",
      id,
      "--rate",
      "1.5%",
      "--legal-max",
      "1%",
      "--until",
      "2026-12-30",
      "--json"
    };
    assertThat(run(fee)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--until 2026-12-30: today is 2026-12-10");
    shell.at(Instant.parse("2026-12-30T10:00:00Z"));
    assertThat(run(fee)).as(shell.err()).isZero();
    // 1% / 30 of 900.00 for 10 days and 500.00 for 20 days
    assertThat(answer().path("amount").asText()).isEqualTo("EUR 6.33");
    assertThat(run(fee)).isZero();
    fee[5] = "1.4%";
    fee[7] = "0.5%";
    assertThat(run(fee)).isEqualTo(ExitCode.USAGE);
    String[] trueUp = {
      "charge",
      "true-up",
      "--statement",
      id,
      "--amount",
      "EUR 1.00",
      "--reference",
      "audit",
      "--reason",
      "audit",
      "--on",
      "2026-12-31"
    };
    assertThat(run(trueUp)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--on 2026-12-31: today is 2026-12-30");
    shell.at(Instant.parse("2026-12-31T10:00:00Z"));
    assertThat(run(trueUp)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("true-up chg_", "liabilities:unclaimed     EUR 0.70");
    assertThat(run("statement", "owed", "--developer", "Dev", "--json")).isZero();
    JsonNode owed = answer().at("/owed/0");
    assertThat(owed.path("asked").asText()).isEqualTo("EUR 901.00");
    assertThat(owed.path("lateFees").asText()).isEqualTo("EUR 6.33");
    assertThat(owed.path("open").asText()).isEqualTo("EUR 507.33");
    assertThat(run("statement", "owed")).isZero();
    assertThat(shell.out())
        .contains("Dev", id, "EUR 507.33")
        .containsPattern("Dev +all +EUR 507.33 +EUR 0.00\n");
    assertThat(run("ledger", "verify")).isZero();
  }

  @Test
  void reportsThatCountAreListedWithTheirStatements() throws IOException {
    assertThat(run("revenue", "list", "--json")).isZero();
    JsonNode report = answer().at("/reports/0");
    String first = report.path("report").asText();
    assertThat(report.path("gross").asText()).isEqualTo("EUR 50000.00");
    assertThat(report.path("statement").asText()).isEmpty();
    assertThat(run(STATE)).isZero();
    assertThat(run("revenue", "list")).isZero();
    assertThat(shell.out()).containsPattern(first + " +2026-10 +Dev +all +EUR 50000.00 .*stm_");
    assertThat(
            run(
                "revenue",
                "report",
                "--period",
                "2026-10",
                "--gross",
                "EUR 1.00",
                "--replaces",
                first))
        .isZero();
    assertThat(run("revenue", "list")).isZero();
    assertThat(shell.out()).contains("EUR 1.00", "not stated").doesNotContain(first);
  }

  @Test
  void aClosedMonthIsRevisedInAnOpenOne() throws IOException {
    assertThat(run("statement", "close", "--period", "2026-10")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("estover statement --period 2026-10");
    assertThat(run(STATE)).isZero();
    assertThat(run("statement", "close", "--period", "2026-11")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("2026-11 is not over on 2026-11-21");
    assertThat(run("statement", "close", "--period", "2026-10")).isZero();
    assertThat(run("statement", "close", "--period", "2026-10", "--json")).isZero();
    assertThat(answer().path("repeated").asBoolean()).isTrue();
    assertThat(run("revenue", "report", "--period", "2026-10", "--gross", "EUR 1.00"))
        .isEqualTo(ExitCode.USAGE);
    String report = shell.err().replaceAll("(?s).*--replaces (rpt_[0-9a-f]+).*", "$1");
    assertThat(
            run(
                "revenue",
                "report",
                "--period",
                "2026-10",
                "--gross",
                "EUR 60000.00",
                "--replaces",
                report))
        .as(shell.err())
        .isZero();
    assertThat(run(with(STATE, "--json"))).isZero();
    JsonNode revised = answer().at("/statements/0");
    assertThat(revised.path("effective").asText()).isEqualTo("2026-11-01");
    assertThat(revised.path("payable").asText()).isEqualTo("20000");
    assertThat(run(STATE)).isZero();
    assertThat(shell.out()).contains("number      2, in place of stm_", "EUR 200.00");
    assertThat(run(with(STATE, "--anew", "--json"))).isZero();
    assertThat(answer().at("/statements/0")).isEqualTo(revised);
  }

  private Map<String, List<Byte>> files(String name) throws IOException {
    Map<String, List<Byte>> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder.resolve(name))) {
      for (Path file : all.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        List<Byte> list = new java.util.ArrayList<>();
        for (byte b : bytes) {
          list.add(b);
        }
        files.put(file.getFileName().toString(), list);
      }
    }
    return files;
  }

  private int run(String... arguments) {
    return shell.run(arguments);
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private JsonNode answer() {
    return Json.tree(shell.out());
  }
}
