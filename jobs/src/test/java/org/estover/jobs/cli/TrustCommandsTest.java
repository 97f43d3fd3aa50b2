package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.jobs.run.Fingerprint;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The trust's commands over one small release: what they refuse, and in which words. */
final class TrustCommandsTest {
  private static final String[] REPORT = {
    "revenue", "report", "--period", "2026-10", "--gross", "EUR 1250000.00"
  };

  @TempDir private static Path folder;
  private static Shell shell;
  private static Path sealed;
  private static String release;

  private String ledger = "";
  private String place = "";

  @BeforeAll
  static void walk() throws IOException {
    SmallCorpus.write(folder);
    shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run", "--master", "local[1]", "--json"))
        .as(shell.err())
        .isZero();
    release = Json.tree(shell.out()).path("release").asText();
    sealed = folder.resolve("run/07-release");
  }

  @BeforeEach
  void nameALedger(TestInfo test) {
    place = test.getTestMethod().orElseThrow().getName();
    ledger = place + "/ledger";
  }

  @Test
  void aDamagedCopyInTheStoreIsNotEntered() throws IOException {
    assertThat(run("publish", copy("first"))).as(shell.err()).isZero();
    String second = copy("second");
    Path stored = folder.resolve(place + "/releases").resolve(release);
    damage(stored);
    assertThat(run("publish", second)).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err())
        .contains(stored.toString(), ".bin: checksum mismatch in block 0", "publish it again");
  }

  @Test
  void aDamagedReleaseIsRefusedWhereAGoodCopyIsStored() throws IOException {
    assertThat(run("publish", copy("good"))).isZero();
    String bad = copy("bad");
    damage(folder.resolve(bad));
    assertThat(run("publish", bad)).isEqualTo(ExitCode.DAMAGE);
    assertThat(run("publish", copy("good-again"))).isZero();
    assertThat(shell.out()).contains("was published before");
  }

  @Test
  void neighbouringLedgersShareNoReleases() throws IOException {
    String one = place + "/one";
    assertThat(shell.run("publish", copy("first"), "--ledger", one)).isZero();
    String second = copy("second");
    damage(folder.resolve(one + ".releases").resolve(release));
    assertThat(shell.run("publish", second, "--ledger", place + "/two")).isZero();
    assertThat(folder.resolve(place + "/two.releases").resolve(release)).isDirectory();
    assertThat(shell.run("verify", release, "--ledger", place + "/two")).isZero();
    assertThat(shell.run("verify", release, "--ledger", one)).isEqualTo(ExitCode.DAMAGE);
  }

  @Test
  void releasesBesideALedgerOfAnotherNameStayReadable() throws IOException {
    String one = place + "/one";
    assertThat(shell.run("publish", copy("first"), "--ledger", one)).isZero();
    Files.move(folder.resolve(one + ".releases"), folder.resolve(place + "/releases"));
    assertThat(shell.run("verify", release, "--ledger", one)).isZero();
    assertThat(shell.run("withdraw", "http://texts.test/3", "--dry-run", "--ledger", one))
        .as(shell.err())
        .isZero();
  }

  @Test
  void publishingADamagedReleaseIsDamageAndFoundsNoLedger() throws IOException {
    String bad = copy("bad");
    damage(folder.resolve(bad));
    assertThat(run("publish", bad)).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err()).contains(".bin: checksum mismatch in block 0", "was not published");
    assertThat(folder.resolve(ledger)).doesNotExist();
    assertThat(folder.resolve(place + "/releases")).doesNotExist();
  }

  @Test
  void damageIsNotExported() throws IOException {
    String bad = copy("bad");
    damage(folder.resolve(bad));
    assertThat(run("release", "export", bad, "--to", place + "/bad.zip"))
        .isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.err()).contains(bad, ".bin: checksum mismatch in block 0");
    try (Stream<Path> files = Files.list(folder.resolve(place))) {
      assertThat(files).containsExactly(folder.resolve(bad));
    }
    String less = copy("less");
    Files.delete(file(folder.resolve(less), ".idx"));
    assertThat(run("release", "export", less, "--to", place + "/less.zip"))
        .isEqualTo(ExitCode.DAMAGE);
    assertThat(folder.resolve(place + "/less.zip")).doesNotExist();
  }

  @Test
  void anExportHoldsTheReleaseAndNothingElse() throws IOException {
    String good = copy("good");
    Files.writeString(folder.resolve(good).resolve("notes.txt"), "not of the release");
    String zip = place + "/good.zip";
    assertThat(run("release", "export", good, "--to", zip)).isZero();
    assertThat(run("release", "import", zip, "--to", place + "/in")).as(shell.err()).isZero();
    assertThat(run("release", "export", good, "--to", zip)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("good.zip: exists already; choose another name");
  }

  @Test
  void revenueIsReportedOnceAndItsStatementRevisedWhereItIsCorrected() throws IOException {
    signed();
    assertThat(run(REPORT)).isZero();
    assertThat(run(json(REPORT))).isZero();
    String first = answer().path("report").asText();
    assertThat(run(gross("EUR 125000.00"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("2026-10 was reported already: EUR 1250000.00 (" + first + ")")
        .contains("--replaces " + first)
        .doesNotContain("idempotency", "log entry");
    String[] corrected = with(gross("EUR 125000.00"), "--replaces", first);
    assertThat(run(json(corrected))).as(shell.err()).isZero();
    String second = answer().path("report").asText();
    assertThat(second).startsWith("rpt_").isNotEqualTo(first);
    assertThat(run(json(corrected))).isZero();
    assertThat(answer().path("report").asText()).isEqualTo(second);
    assertThat(run(with(gross("EUR 7.00"), "--replaces", first))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(first, "replaced", second);
    assertThat(run("statement", "--period", "2026-10", "--json")).isZero();
    JsonNode statement = answer().at("/statements/0");
    assertThat(statement.path("due").asText()).isEqualTo("250000");
    assertThat(run("statement", "--period", "2026-10", "--json")).isZero();
    assertThat(answer().at("/statements/0")).isEqualTo(statement);
    assertThat(run(with(gross("EUR 5000.00"), "--replaces", second))).as(shell.err()).isZero();
    assertThat(run("statement", "--period", "2026-10", "--json")).isZero();
    JsonNode revised = answer().at("/statements/0");
    assertThat(revised.path("revises")).isEqualTo(statement.path("id"));
    assertThat(revised.path("due").asText()).isEqualTo("10000");
    assertThat(revised.path("payable").asText()).isEqualTo("-240000");
    assertThat(run("ledger", "verify")).isZero();
  }

  @Test
  void aCorrectionNamesAReport() {
    signed();
    assertThat(run(with(REPORT, "--replaces", "rpt_0000"))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no revenue report", "rpt_0000");
  }

  @Test
  void whatExistsAlreadyIsNamedWithWhatDiffers() throws IOException {
    signed();
    assertThat(run("license", "offer", "--name", "share", "--rate", "percent 1/25"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("offer \"share\" exists already (off_", "percent 1/50", "percent 1/25")
        .doesNotContain("idempotency");
    assertThat(run("license", "sign", "--developer", "Dev", "--contact", "b@dev.test"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("\"Dev\" is registered already (pty_", "contact")
        .doesNotContain("idempotency", "a@dev.test");
    assertThat(run("license", "sign", "--developer", "Dev")).as(shell.err()).isZero();
  }

  @Test
  void aTrainingRunOfTheSameNameIsNamedWithItsSteps() throws IOException {
    granted();
    String[] register = {"training", "register", "--name", "m", "--steps", "2", "--batch", "1"};
    assertThat(run(json(register))).as(shell.err()).isZero();
    String id = answer().path("trainingRun").asText();
    register[5] = "3";
    assertThat(run(register)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err())
        .contains("\"m\" is registered already (" + id + ")", "2 steps of 1", "3 steps of 1")
        .doesNotContain("idempotency");
  }

  @Test
  void aTrainingWithoutStepsOrSequencesIsRefused() throws IOException {
    granted();
    for (String option : List.of("--steps", "--batch")) {
      for (String number : List.of("0", "-1")) {
        assertThat(run("training", "register", "--name", "m", option, number))
            .as(shell.err())
            .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(option + " " + number + ": expected 1 or more");
      }
    }
  }

  @Test
  void whatNoReleaseCanHoldIsNotTakenDown() throws IOException {
    assertThat(run("publish", copy("release"))).isZero();
    assertThat(run("ledger", "verify")).isZero();
    String before = shell.out();
    for (String request : List.of("foo bar", "texts.test/3", "https://", "doc_12", "x:")) {
      for (String option : List.of("--dry-run", "--unseen", "--json")) {
        assertThat(run("withdraw", request, option)).as(request).isEqualTo(ExitCode.USAGE);
      }
      assertThat(shell.err()).contains("\"" + request + "\" is neither");
    }
    assertThat(run("withdraw", "http://texts.test/33")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no published release holds", "--unseen");
    assertThat(run("withdraw", "http://texts.test/33", "--dry-run")).isZero();
    assertThat(shell.out()).contains("nothing was taken down, and nothing would be", "--unseen");
    assertThat(run("withdraw", "http://texts.test/33", "--dry-run", "--unseen")).isZero();
    assertThat(shell.out()).endsWith("nothing was taken down\n");
    assertThat(run("ledger", "verify")).isZero();
    assertThat(shell.out()).isEqualTo(before);
    assertThat(run("withdraw", "http://texts.test/33", "--unseen")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("no published release holds it");
    assertThat(run("ledger", "verify")).isZero();
    assertThat(shell.out()).isNotEqualTo(before);
  }

  @Test
  void whatTheLastRunHasSeenNeedsNoOption() {
    assertThat(run("ledger", "init")).isZero();
    assertThat(run("withdraw", "http://texts.test/3", "--run-dir", "run")).as(shell.err()).isZero();
    assertThat(run("withdraw", "http://texts.test/4", "--run-dir", "none"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aDayThatIsNoneIsToldWithTheFormExpected() {
    signed();
    for (String day : List.of("2026-1-1", "2026-02-30", "tomorrow")) {
      assertThat(run("license", "sign", "--developer", "D", "--from", day))
          .isEqualTo(ExitCode.USAGE);
      assertThat(shell.err())
          .contains("--from", "\"" + day + "\"", "YYYY-MM-DD")
          .doesNotContain("Exception", "java.");
    }
  }

  @Test
  void aFolderThatIsNoReleaseIsUsage() throws IOException {
    Files.createDirectories(folder.resolve(place).resolve("empty"));
    for (String command : List.of("verify", "publish")) {
      assertThat(run(command, place + "/empty")).as(command).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains("empty: neither a folder with a manifest.json nor");
    }
    String less = copy("less");
    Files.delete(folder.resolve(less).resolve("manifest.json"));
    assertThat(run("verify", less)).isEqualTo(ExitCode.DAMAGE);
    assertThat(shell.out()).contains("manifest.json: the release names this file");
  }

  @Test
  void whereNothingSurvivedTheReportIsNamed() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve(place).resolve("run"));
    for (StageName stage : StageName.RELEASE.before()) {
      run.begin(stage);
      SortedMap<String, String> nothing = new TreeMap<>();
      StageReport report = new StageReport.Tally(stage).in(StageReport.DOCUMENTS, 0).report();
      run.commit(new Fingerprint(stage, nothing, "inputs", nothing), report, "rows");
    }
    for (String command : List.of("verify", "publish")) {
      assertThat(run(command, "--run-dir", place + "/run")).as(command).isEqualTo(ExitCode.FOUND);
      assertThat(shell.err())
          .contains("no document was left", "\"estover report\"")
          .doesNotContain("finish it");
    }
    assertThat(folder.resolve(ledger)).doesNotExist();
  }

  @Test
  void sixtyFourBitValuesOfTheTrustAreDecimalStrings() throws IOException {
    granted();
    assertThat(run("training", "register", "--name", "m", "--batch", "1", "--json")).isZero();
    JsonNode training = answer();
    assertThat(training.path("tokens").isTextual()).isTrue();
    assertThat(training.path("steps").isTextual()).isTrue();
    assertThat(run("withdraw", "http://texts.test/3", "--dry-run", "--json")).isZero();
    JsonNode touched = answer().at("/releases/0");
    assertThat(touched.path("releaseId").asText()).isEqualTo(release);
    for (String value :
        List.of(
            "/tokens",
            "/sequences",
            "/documents/0/tokens",
            "/trainingRuns/0/tokens",
            "/trainingRuns/0/sequences",
            "/trainingRuns/0/firstStep",
            "/trainingRuns/0/lastStep")) {
      assertThat(touched.at(value).isTextual()).as(value).isTrue();
    }
    assertThat(touched.at("/documents/0/uri").asText()).isEqualTo("http://texts.test/3");
  }

  @Test
  void verifyAnswersWithReleaseAndFindingsAlways() throws IOException {
    assertThat(run("verify", copy("good"), "--json")).isZero();
    assertThat(answer().path("release").asText()).isEqualTo(release);
    assertThat(answer().path("findings").isArray()).isTrue();
    assertThat(answer().path("findings")).isEmpty();
    String bad = copy("bad");
    damage(folder.resolve(bad));
    assertThat(run("verify", bad, "--json")).isEqualTo(ExitCode.DAMAGE);
    assertThat(answer().path("release").asText()).isEqualTo(release);
    assertThat(answer().path("findings")).isNotEmpty();
    Files.writeString(folder.resolve(bad).resolve("manifest.json"), "{}");
    assertThat(run("verify", bad, "--json")).isEqualTo(ExitCode.DAMAGE);
    assertThat(answer().path("release").asText("none")).isEmpty();
  }

  @Test
  void errorsAreJsonWhereJsonIsAsked() {
    assertThat(run("statement", "--period", "2026-10", "--json")).isEqualTo(ExitCode.USAGE);
    assertThat(answer().at("/error/exitCode").asInt()).isEqualTo(ExitCode.USAGE);
    assertThat(answer().at("/error/message").asText()).contains("no ledger");
    assertThat(shell.err()).contains("no ledger");
    assertThat(run("statement", "--perod", "2026-10", "--json")).isEqualTo(ExitCode.USAGE);
    assertThat(answer().at("/error/message").asText()).contains("--period");
    assertThat(run("statement", "--period", "2026-10")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.out()).isEmpty();
  }

  private int run(String... command) {
    return shell.run(with(command, "--ledger", ledger));
  }

  private static JsonNode answer() {
    return Json.tree(shell.out());
  }

  private static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static String[] json(String... command) {
    return with(command, "--json");
  }

  private static String[] gross(String amount) {
    String[] report = REPORT.clone();
    report[5] = amount;
    return report;
  }

  private void signed() {
    assertThat(run("license", "offer", "--name", "share")).isZero();
    String[] sign = {"license", "sign", "--developer", "Dev", "--from", "2026-10-01"};
    assertThat(run(with(sign, "--contact", "a@dev.test"))).as(shell.err()).isZero();
  }

  private void granted() throws IOException {
    String published = copy("published");
    assertThat(run("publish", published)).as(shell.err()).isZero();
    signed();
    assertThat(run("license", "grant", "--release", published)).as(shell.err()).isZero();
  }

  /** A copy of the release that shares no bytes on the disk with any other. */
  private String copy(String name) throws IOException {
    Path to = Files.createDirectories(folder.resolve(place).resolve(name));
    try (Stream<Path> files = Files.list(sealed)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return place + "/" + name;
  }

  private static void damage(Path release) throws IOException {
    Path file = file(release, ".bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] ^= 4;
    Files.write(file, bytes);
  }

  private static Path file(Path release, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(release)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }
}
