package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estover.jobs.run.Fingerprint;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EstoverTest {
  @TempDir private Path folder;

  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  /** Writes a plan of one file, which has one line. */
  private void writePlan(String file, String line) throws IOException {
    Files.writeString(folder.resolve(file), line + "\n");
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: a\nsources:\n  s:\n    type: jsonl\n    files: " + file + "\n");
  }

  @Test
  void anUnknownCommandOrOptionIsUsage() {
    assertThat(shell.run("runn")).isEqualTo(2);
    assertThat(shell.err()).contains("runn");
    assertThat(shell.run("status", "--jsn")).isEqualTo(2);
    assertThat(shell.err()).contains("--jsn");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThat(failure(full))
        .startsWith("estover: standard output: not all of the answer could be written; check");
  }

  /** What a person is told whose answer goes nowhere. */
  private String failure(OutputStream out) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            folder,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Clock.systemUTC(),
            name -> null);
    assertThat(Estover.run(around, "order", "split", "--split", "1,1,1", "--documents", "9"))
        .isEqualTo(4);
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tooLittleMemoryIsNoFindingOfACheck() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    assertThat(failure(full))
        .startsWith("estover: Java's memory of ")
        .contains("give it more, as in ESTOVER_JAVA_OPTS=-Xmx8g");
  }

  @Test
  void withoutARunTheCureIsNamed() {
    for (String command : List.of("status", "report", "verify")) {
      assertThat(shell.run(command)).as(command).isEqualTo(2);
      assertThat(shell.err()).contains("start one with \"estover run PLAN\"");
    }
  }

  @Test
  void withoutALedgerTheCureIsNamed() {
    for (String[] command :
        new String[][] {
          {"ledger", "verify"},
          {"statement", "--period", "2026-10"},
          {"withdraw", "https://example.org/"},
          {"license", "sign", "--developer", "x"},
          {"training", "register", "--name", "x"},
          {"revenue", "report", "--period", "2026-10", "--gross", "EUR 1.00"}
        }) {
      assertThat(shell.run(command)).as(String.join(" ", command)).isEqualTo(2);
      assertThat(shell.err()).contains("no ledger; \"estover publish\" or");
    }
  }

  @Test
  void aWrongPlanNamesFileAndLine() throws IOException {
    Files.writeString(
        folder.resolve("plan.yaml"), "corpus: a\nsources:\n  s:\n    type: jsonl\n    file: x\n");
    assertThat(shell.run("run", "plan.yaml")).isEqualTo(2);
    assertThat(shell.err())
        .contains("plan.yaml:5: unknown key \"file\" in \"sources.s\"; nearest is \"files\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dedupe: {bands: 0}",
        "dedupe: {threshold: 5}",
        "filter: {max-document: 0B}",
        "corpus: ../../x",
        "sources: {s: {type: web, seeds: open.test}}",
        "sources: {s: {type: web, seeds: \"http://a.test/\", timeout: 0s}}",
        "sources: {s: {type: jsonl, files: \"data/[a\"}}",
        "sources: {s: {type: archive, files: data.jsonl, include: \"{a\"}}",
      })
  void whatCannotBeIsFoundByTheDryRun(String line) throws IOException {
    Files.writeString(folder.resolve("data.jsonl"), "{\"text\": \"x\"}\n");
    TreeMap<String, String> plan =
        new TreeMap<>(
            Map.of(
                "corpus",
                "corpus: a",
                "sources",
                "sources: {s: {type: jsonl, files: data.jsonl}}"));
    plan.put(line.substring(0, line.indexOf(':')), line);
    Files.writeString(folder.resolve("plan.yaml"), String.join("\n", plan.values()) + "\n");
    assertThat(shell.run("run", "plan.yaml", "--dry-run")).as(shell.err()).isEqualTo(2);
    assertThat(shell.err()).containsPattern("plan\\.yaml:[123]: \"[a-z-]+\" is ");
    assertThat(folder.resolve(".estover")).doesNotExist();
  }

  @Test
  void aPlanThatPointsNowhereNamesLineAndCure() throws IOException {
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: a\nsources:\n  s:\n    type: jsonl\n    files: data/*.jsonl\n");
    assertThat(shell.run("run", "plan.yaml")).isEqualTo(2);
    assertThat(shell.err())
        .contains("plan.yaml:5: \"data/*.jsonl\" matches no file")
        .contains("correct the line or put the files there");
    assertThat(folder.resolve(".estover/runs")).doesNotExist();
  }

  @Test
  void theShapeOfTheMachineChangesFilesAndNotTheRelease() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < 40; line++) {
      lines.append("{\"text\": \"").append("text number " + line + " ").append("x ".repeat(200));
      lines.append("\"}\n");
    }
    Files.writeString(folder.resolve("data.jsonl"), lines.toString());
    Files.writeString(
        folder.resolve("plan.yaml"),
        """
        corpus: a
        order:
          sequence-tokens: 64
        sources:
          s:
            type: jsonl
            files: data.jsonl
            filter: none
        """);
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "one", "--json")).isEqualTo(0);
    String release = Json.tree(shell.out()).path("release").asText();
    String[] shaped = {
      "run",
      "plan.yaml",
      "--run-dir",
      "two",
      "--json",
      "--master",
      "local[1]",
      "--file-size",
      "4KiB"
    };
    String[] more = {"--partitions", "3", "--spark", "spark.shuffle.compress=false"};
    String[] both = Stream.of(shaped, more).flatMap(Stream::of).toArray(String[]::new);
    assertThat(shell.run(both)).isEqualTo(0);
    assertThat(Json.tree(shell.out()).path("release").asText()).isEqualTo(release);
    assertThat(captureFiles("one")).isEqualTo(1);
    assertThat(captureFiles("two")).isGreaterThan(3);
  }

  private long captureFiles(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(run).resolve("01-crawl/captures"))) {
      return files.count();
    }
  }

  @Test
  void aShapeThatCannotBeIsUsage() throws IOException {
    writePlan("data.jsonl", "{\"text\": \"x\"}");
    assertThat(shell.run("run", "plan.yaml", "--file-size", "64")).isEqualTo(2);
    assertThat(shell.err()).contains("\"64\" is no size: expected a size with a unit");
    assertThat(shell.run("run", "plan.yaml", "--partitions", "-1")).isEqualTo(2);
    assertThat(shell.err()).contains("partitions -1");
  }

  @Test
  void aMasterThatCannotBeRemovesNothing() throws IOException {
    completeCrawl();
    writePlan("data.jsonl", "{\"text\": \"x\"}");
    for (String master :
        List.of(
            "foo", "local[", "local[0]", "local[x]", "spark:/a:1", "spark://a", "yarn-client")) {
      assertThat(shell.run("run", "plan.yaml", "--run-dir", "run", "--master", master))
          .as(master)
          .isEqualTo(2);
      assertThat(shell.err())
          .contains("\"" + master + "\" is no Spark master; expected local, local[N],");
    }
    List<String> told =
        List.of("run", "plan.yaml", "--run-dir", "run", "--spark", "spark.master=x");
    assertThat(shell.run(told.toArray(String[]::new))).isEqualTo(4);
    assertThat(shell.err())
        .contains("Spark did not start")
        .contains("nothing was changed; correct --master or --spark")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("run/01-crawl/_COMPLETE.json")).exists();
    assertThat(folder.resolve("run/.scratch")).doesNotExist();
  }

  @Test
  void theDemoIsNotThePersonsLastRun() throws IOException {
    writePlan("data.jsonl", "{\"text\": \"x\"}");
    List<String> run = List.of("run", "plan.yaml", "--spark", "spark.master=x");
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    Surroundings around =
        new Surroundings(folder, none, none, false, Clock.systemUTC(), name -> null);
    assertThat(new DemoCommand(around).command(run, none)).isEqualTo(4);
    assertThat(folder.resolve(".estover/last-run")).doesNotExist();
    assertThat(shell.run(run.toArray(String[]::new))).isEqualTo(4);
    assertThat(folder.resolve(".estover/last-run")).exists();
  }

  @Test
  void anAbsentPlanNamesInit() {
    assertThat(shell.run("run", "none.yaml")).isEqualTo(2);
    assertThat(shell.err()).contains("none.yaml: no such plan; \"estover init\" writes one");
  }

  @Test
  void initWritesAPlanThatRuns() throws IOException {
    assertThat(shell.run("init", "mine")).isEqualTo(0);
    assertThat(shell.out()).contains("estover run mine/plan.yaml --dry-run");
    assertThat(folder.resolve("mine/plan.schema.json")).exists();
    assertThat(folder.resolve("mine/defaults.yaml")).exists();
    assertThat(shell.run("run", "mine/plan.yaml", "--dry-run")).as(shell.err()).isZero();
    assertThat(shell.run("run", "mine/plan.yaml", "--master", "local[1]", "--json"))
        .as(shell.err())
        .isZero();
    assertThat(Json.tree(shell.out()).at("/stages/07-release/documents/out").asInt()).isEqualTo(3);
    assertThat(shell.run("run", "mine/plan.yaml", "--master", "local[1]")).isZero();
    assertThat(shell.out()).contains("estover reconstruct --step 0 --batch 2  what the first");
    assertThat(shell.run("reconstruct", "--step", "0", "--batch", "2")).as(shell.err()).isZero();
    assertThat(shell.run("publish")).isZero();
    assertThat(shell.out())
        .contains("\n  corpus  my-corpus\n  from    .estover/runs/my-corpus/07-release\n")
        .contains("\n  rights  dec_")
        .contains("a signal permits 0 documents, none speaks of 3; dropped were 0 for sale");
    Files.createDirectories(folder.resolve("full/data"));
    assertThat(shell.run("init", "full")).isZero();
    assertThat(folder.resolve("full/data")).isEmptyDirectory();
    assertThat(shell.run("init", "mine")).isEqualTo(2);
    assertThat(shell.err()).contains("exists already");
  }

  @Test
  void statusAndReportShowWhatIsComplete() throws IOException {
    completeCrawl();
    assertThat(shell.run("status", "--run-dir", "run")).isEqualTo(0);
    assertThat(shell.out())
        .contains("run run")
        .containsPattern("01-crawl +complete +2 ")
        .containsPattern("02-extract +to do");
    assertThat(shell.run("report", "--run-dir", "run")).isEqualTo(0);
    assertThat(shell.out())
        .containsPattern("3 +read\n")
        .containsPattern("-1 +aside: http-404")
        .containsPattern("01-crawl +2\n");
    assertThat(shell.run("report", "--run-dir", "run", "--json")).isEqualTo(0);
    assertThat(Json.tree(shell.out()).at("/stages/01-crawl/documents/aside/http-404").asInt())
        .isEqualTo(1);
  }

  @Test
  void aDamagedMarkIsDamage() throws IOException {
    completeCrawl();
    Path mark = folder.resolve("run/01-crawl/_COMPLETE.json");
    Files.writeString(mark, Files.readString(mark).replace("\"inputs\" : \"", "\"inputs\" : \"x"));
    assertThat(shell.run("status", "--run-dir", "run")).isEqualTo(3);
    assertThat(shell.err()).contains("01-crawl/_COMPLETE.json");
  }

  @Test
  void moneyAndPeriodsAreCheckedAsTyped() {
    shell.run("ledger", "init");
    assertThat(shell.run("revenue", "report", "--period", "2026-13", "--gross", "EUR 1.00"))
        .isEqualTo(2);
    assertThat(shell.run("revenue", "report", "--period", "2026-10", "--gross", "1.00"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("as in \"EUR 125000.00\"");
  }

  @Test
  void aLedgerIsMadeOnceAndVerified() {
    assertThat(shell.run("ledger", "init", "--name", "Our trust")).isEqualTo(0);
    assertThat(shell.out()).contains("Our trust").contains("public key");
    assertThat(shell.run("ledger", "verify")).isEqualTo(0);
    assertThat(shell.out()).contains("1 entry\n");
    assertThat(shell.run("ledger", "init")).isEqualTo(2);
  }

  @Test
  void aDamagedLogIsToldByFileAndBlock() throws IOException {
    shell.run("ledger", "init");
    Path entries = folder.resolve(".estover/ledger/log/tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(entries);
    bytes[5] ^= 1;
    Files.write(entries, bytes);
    assertThat(shell.run("ledger", "verify")).isEqualTo(3);
    assertThat(shell.out())
        .containsPattern("log/tile/entries/000.p/1: .* in block 0 \\(bytes ")
        .contains("restore log and vault from a copy")
        .doesNotContain("Damage[");
  }

  @Test
  void aDamagedIndexIsDerivedAnew() throws Exception {
    shell.run("ledger", "init");
    assertThat(shell.run("ledger", "verify")).isZero();
    try (var files = Files.list(folder.resolve(".estover/ledger/index"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, "no database");
      }
    }
    assertThat(shell.run("ledger", "verify")).isEqualTo(4);
    assertThat(shell.err()).contains("rebuilt from them with \"estover ledger rebuild\"");
    assertThat(shell.run("ledger", "rebuild")).isZero();
    assertThat(shell.out()).isEqualTo("index derived from 1 entry\n");
    assertThat(shell.run("ledger", "verify")).isZero();
    String database = "jdbc:h2:file:" + folder.resolve(".estover/ledger/index/books");
    try (Connection connection = DriverManager.getConnection(database, "", "");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER estover_ledger.fact_is_final");
      statement.execute("UPDATE estover_ledger.fact SET subject = 'pty_0000'");
    }
    assertThat(shell.run("ledger", "verify")).isEqualTo(3);
    assertThat(shell.out())
        .contains("log entry 0: the index holds", "log, vault and books hold what was signed")
        .doesNotContain("restore");
    assertThat(shell.run("ledger", "rebuild")).isZero();
    assertThat(shell.run("ledger", "verify")).isZero();
  }

  @Test
  void anOfferIsSignedByItsNameWhereThereIsOne() {
    shell.run("ledger", "init");
    assertThat(shell.run("license", "sign", "--developer", "Dev")).isEqualTo(2);
    assertThat(shell.err()).contains("which offer is meant? Name one with --offer; there is none");
    assertThat(shell.run("license", "offer", "--name", "one", "--rate", "percent 1/25"))
        .isEqualTo(0);
    assertThat(shell.run("license", "sign", "--developer", "Dev", "--json")).isEqualTo(0);
    assertThat(Json.tree(shell.out()).path("agreement").asText()).startsWith("agr_");
    assertThat(shell.run("license", "offer", "--name", "two", "--rate", "percent x")).isEqualTo(2);
    shell.run("license", "offer", "--name", "two");
    assertThat(shell.run("license", "sign", "--developer", "Dev")).isEqualTo(2);
    assertThat(shell.err()).contains("known are \"one\", \"two\"");
    assertThat(shell.run("license", "sign", "--developer", "Dev", "--offer", "six")).isEqualTo(2);
    assertThat(shell.err()).contains("no offer is called \"six\". Name one with --offer; known");
    assertThat(shell.run("license", "sign", "--developer", "Dev", "--offer", "two")).isEqualTo(0);
  }

  @Test
  void doctorNamesEveryCheck() {
    shell.run("doctor", "--json");
    assertThat(Json.tree(shell.out()).at("/checks").findValuesAsText("subject"))
        .containsExactly(
            "java", "maven", "memory", "disk", "charset", "tokenizer", "ledger", "plug-ins");
  }

  private void completeCrawl() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("run"));
    run.begin(StageName.CRAWL);
    SortedMap<String, String> nothing = new TreeMap<>();
    StageReport report =
        new StageReport.Tally(StageName.CRAWL)
            .in(StageReport.DOCUMENTS, 3)
            .aside("http-404", StageReport.DOCUMENTS, 1)
            .out(StageReport.DOCUMENTS, 2)
            .report();
    run.commit(new Fingerprint(StageName.CRAWL, nothing, "inputs", nothing), report, "rows");
  }

  @Test
  void aPlanThatIsNoTextOrNoPathIsUsage() throws IOException {
    Files.write(folder.resolve("latin.yaml"), new byte[] {'c', (byte) 0xe9});
    assertThat(shell.run("run", "latin.yaml")).isEqualTo(2);
    assertThat(shell.err()).contains("latin.yaml: a plan is text in UTF-8");
    assertThat(shell.run("run", ".")).isEqualTo(2);
    assertThat(shell.err()).contains("name the plan's file");
    Files.writeString(
        folder.resolve("nul.yaml"),
        "corpus: a\nsources:\n  s:\n    type: jsonl\n    files: [\"a\\0b\"]\n");
    assertThat(shell.run("run", "nul.yaml")).isEqualTo(2);
    assertThat(shell.err()).contains("nul.yaml:5: \"a\\0b\" can be no path");
  }

  @Test
  void aRunThatHasNoFolderIsNotRemembered() throws IOException {
    writePlan("a.jsonl", "{}");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "a.jsonl")).isEqualTo(4);
    assertThat(shell.run("status")).isEqualTo(2);
    assertThat(shell.err()).contains("no run here yet");
  }

  @Test
  void whatADamagedArchiveHoldsIsNotImported() throws IOException {
    Path archive = folder.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("rel/manifest.json"));
      zip.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(shell.run("release", "import", "a.zip", "--to", "in")).isEqualTo(3);
    assertThat(shell.err())
        .contains(
            "a.zip: manifest.json.sums: the release names this file, but it is not there;"
                + " nothing of it was kept: fetch or export the file again");
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, 40));
    assertThat(shell.run("release", "import", "a.zip", "--to", "in")).isEqualTo(3);
    assertThat(folder.resolve("in")).isEmptyDirectory();
  }

  @Test
  void whatAPageHoldsCannotSteerTheTerminal() {
    assertThat(Terminal.safe("a\tb\nhttp://x/\u001b[31m\u202e\r\u009b"))
        .isEqualTo("a\tb\nhttp://x/?[31m???");
    assertThat(shell.run("verify", "x\u001b[2J")).isEqualTo(2);
    assertThat(shell.err()).contains("x?[2J").doesNotContain("\u001b");
    StageReport warned =
        new StageReport.Tally(StageName.CRAWL).warn("a\u001b[2J.jsonl: damaged").report();
    assertThat(Funnel.warnings(RunReport.empty().with(StageName.CRAWL, warned)))
        .containsExactly("warning: a?[2J.jsonl: damaged");
  }

  @Test
  void anErrorInEstoverItselfCannotSteerTheTerminalEither() throws IOException {
    writePlan("data.jsonl", "{}");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Surroundings around =
        new Surroundings(
            folder,
            both,
            both,
            false,
            Clock.systemUTC(),
            name -> {
              if (name.equals("ESTOVER_PLUGINS")) {
                return null;
              }
              throw new IllegalStateException("said by a page: \u001b[2J");
            });
    assertThat(Estover.run(around, "run", "plan.yaml")).isEqualTo(ExitCode.IO);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("an error in Estover itself, please report it:\n")
        .contains("IllegalStateException: said by a page: ?[2J\n\tat ")
        .doesNotContain("\u001b");
  }

  @Test
  void requestsThatNameNothingAreRefusedAndNotEntered() throws IOException {
    shell.run("ledger", "init");
    shell.run("license", "offer", "--name", "share");
    shell.run("ledger", "verify");
    String before = shell.out();
    String[][] requests = {
      {"withdraw", ""},
      {"withdraw", " "},
      {"withdraw", "doc_12"},
      {"license", "sign", "--developer", " "},
      {"license", "sign", "--developer", "A", "--from", "2026-10-02", "--until", "2026-10-01"}
    };
    for (String[] request : requests) {
      assertThat(shell.run(request)).as(String.join(" ", request)).isEqualTo(2);
      assertThat(shell.err()).doesNotContain("error in Estover");
    }
    shell.run("ledger", "verify");
    assertThat(shell.out()).isEqualTo(before);
  }

  @Test
  void revenueThatCannotBeIsUsageAndIsNotEntered() throws IOException {
    shell.run("ledger", "init");
    shell.run("license", "offer", "--name", "share");
    assertThat(shell.run("license", "sign", "--developer", "A", "--from", "2026-10-01"))
        .isEqualTo(0);
    for (String amount : List.of("-5.00", "1e999999999", "92233720368547758.08")) {
      assertThat(shell.run("revenue", "report", "--period", "2026-10", "--gross", "EUR " + amount))
          .as(amount)
          .isEqualTo(2);
      assertThat(shell.err()).contains(amount).doesNotContain("error in Estover");
    }
    assertThat(shell.run("statement", "--period", "2026-10")).isEqualTo(2);
  }

  @Test
  void anOldLedgerPutBackRefusesToSign() throws IOException {
    shell.run("ledger", "init", "--ledger", "trust");
    copy(folder.resolve("trust"), folder.resolve("old"));
    shell.run("license", "offer", "--name", "one", "--ledger", "trust");
    Files.move(folder.resolve("trust"), folder.resolve("new"));
    copy(folder.resolve("old"), folder.resolve("trust"));
    for (String[] command :
        List.of(
            new String[] {"license", "offer", "--name", "two", "--ledger", "trust"},
            new String[] {"ledger", "verify", "--ledger", "trust"})) {
      assertThat(shell.run(command)).as(shell.out()).isEqualTo(3);
      assertThat(shell.err()).contains("1 entry", "2 entries", "trust.newest", "old backup");
    }
    assertThat(shell.run("ledger", "verify", "--ledger", "new")).isZero();
    assertThat(shell.err()).contains("new.newest", "taken for a first start");
    assertThat(shell.run("ledger", "verify", "--ledger", "new")).isZero();
    assertThat(shell.err()).isEmpty();
    String[] named = {"ledger", "verify", "--ledger", "trust", "--witness", "new.newest"};
    assertThat(shell.run(named)).isEqualTo(3);
    String[] inside = {"ledger", "verify", "--ledger", "new", "--witness", "new/inside"};
    assertThat(shell.run(inside)).isEqualTo(2);
    assertThat(shell.err()).contains("name a file outside of it with --witness");
    String[] absent = {"ledger", "verify", "--ledger", "new", "--witness", "elsewhere"};
    assertThat(shell.run(absent)).isEqualTo(2);
    assertThat(shell.err()).contains("new.newest: move that file to the new place first");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void revenueBeyondTheBooksIsRefusedAndStatementsGoOn() {
    shell.run("ledger", "init");
    shell.run("license", "offer", "--name", "all", "--rate", "100%");
    String gross = "EUR 92233720368547758.07";
    for (String developer : List.of("A", "B")) {
      shell.run("license", "sign", "--developer", developer, "--from", "2026-10-01", "--json");
      String agreement = Json.tree(shell.out()).path("agreement").asText();
      int expected = developer.equals("A") ? 0 : 2;
      assertThat(
              shell.run(
                  "revenue",
                  "report",
                  "--agreement",
                  agreement,
                  "--period",
                  "2026-10",
                  "--gross",
                  gross))
          .as(shell.err())
          .isEqualTo(expected);
    }
    assertThat(shell.err()).contains("EUR 184467440737095516.14").doesNotContain("in Estover");
    assertThat(shell.run("statement", "--period", "2026-10")).as(shell.err()).isZero();
    assertThat(shell.out()).contains(gross);
    assertThat(shell.run("ledger", "verify")).as(shell.err()).isZero();
  }
}
