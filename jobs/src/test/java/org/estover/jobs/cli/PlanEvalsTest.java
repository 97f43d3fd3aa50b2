package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.estover.dedupe.overlap.EvalIndex;
import org.estover.jobs.eval.EvalReader;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation sets that a plan names: one run, whose plan changes from test to test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PlanEvalsTest {
  private static final String MILL =
      "A mill grinds nine sacks of barley every morning and twice as many sacks of rye after noon,"
          + " so how many sacks are ground in one week of work";
  private static final String FERRY =
      "Four ferries leave the harbour each hour with thirty travellers aboard and two of them"
          + " return half empty, how many travellers reach the island before supper";
  private static final String BONE =
      "Which bone of the forearm lies on the side of the thumb when the palm is turned upward";
  private static final String ULNA =
      "the ulna which forms the tip of the elbow and never turns by itself";

  /** Without evaluation sets. */
  private static final String PLAN =
      """
      corpus: small
      sources:
        first: {type: jsonl, files: first/*, filter: none, priority: 1}
        second: {type: jsonl, files: second/*, filter: none}
      rights: {silence: no-reservation}
      order: {sequence-tokens: 16}
      """;

  private static final String EVALS =
      """
      evals:
        sets: {sums: sums-test.jsonl, anatomy: anatomy_test.csv}
        limit: 2
      """;

  private static final String TWIN = "http://twin.test/clean";
  private static final List<String> FIRST = new ArrayList<>();
  private static final List<String> SECOND = new ArrayList<>();

  @TempDir private static Path folder;
  private static Shell shell = new Shell(Path.of("unset"));
  private static String release = "";
  private static final Map<String, String> REPORTED = new TreeMap<>();

  @BeforeAll
  static void write() throws IOException {
    shell = new Shell(folder);
    Files.writeString(
        folder.resolve("sums-test.jsonl"),
        object("question", MILL + "?", "answer", "#### 189")
            + "\nno json\n"
            + object("question", FERRY + "?", "answer", "#### 180")
            + "\n");
    Files.writeString(
        folder.resolve("anatomy_test.csv"),
        "\"" + BONE + "?\"," + ULNA + ",the radius,the humerus,the femur,B\nWhy?,a,b,c,d,A\n");
    StringBuilder river = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String word = Integer.toString(i * 7919 % 3001, 36).replaceAll("[0-9]", "x");
      river.append(word).append(i % 9 == 0 ? ". " : " ");
    }
    FIRST.add(document("http://twin.test/dirty", river + MILL + "?"));
    SECOND.add(document(TWIN, river.toString()));
    for (int i = 0; i < 4; i++) {
      SECOND.add(document("http://mill.test/" + i, "Ü" + i + " it says " + MILL + "? Nobody " + i));
      SECOND.add(document("http://plain.test/" + i, "Plain words of number " + i + " and more."));
    }
    SECOND.add(document("http://bone.test/", BONE + "? Some say it is " + ULNA + "."));
    write("first/a.jsonl", FIRST);
    write("second/a.jsonl", SECOND);
  }

  @Test
  @Order(1)
  void aReportChangesNoReleaseAndIsWhatTheCommandWrites() throws IOException {
    release = run(PLAN + EVALS);
    assertThat(RunPlan.parse(folder.resolve("plan.yaml"), PLAN + EVALS).settings())
        .isEqualTo(RunPlan.parse(folder.resolve("plan.yaml"), PLAN).settings());
    assertThat(
            shell.run(
                "dedupe",
                "overlap",
                "run",
                "--eval-set",
                "gsm8k=sums-test.jsonl",
                "--eval",
                "anatomy_test.csv",
                "--limit",
                "2",
                "--out",
                "command"))
        .as(shell.err())
        .isZero();
    Map<String, String> found = found();
    REPORTED.putAll(found);
    assertThat(found).containsKeys("items.jsonl", "clean/sums.txt", "report.json", "hits");
    Map<String, String> told = new TreeMap<>();
    for (String file : List.of("items.jsonl", "hits.jsonl")) {
      told.put(file, Files.readString(folder.resolve("command").resolve(file)));
    }
    assertThat(found.get("items.jsonl"))
        .isEqualTo(renamed(Objects.requireNonNull(told.get("items.jsonl"))));
    assertThat(found.get("hits"))
        .isEqualTo(sorted(renamed(Objects.requireNonNull(told.get("hits.jsonl")))));
    assertThat(found).containsEntry("dirty/sums.txt", "0\n").containsEntry("clean/sums.txt", "2\n");
    assertThat(found).containsEntry("undecided/anatomy.txt", "1\n");
    JsonNode report = Json.tree(Objects.requireNonNull(found.get("report.json")));
    assertThat(report.path("documents").asLong()).isEqualTo(11);
    assertThat(report.path("overlapping").asLong()).isEqualTo(6);
    assertThat(report.at("/benchmarks/1/aside/json-syntax").asInt()).isEqualTo(1);
    assertThat(why("http://bone.test/"))
        .contains("03-filter: kept; it holds anatomy 0: question, anatomy 0: wrong option\n");
    // The contaminated document came first, and its clean twin went.
    assertThat(why(TWIN)).contains("03-filter: kept\n").contains("04-dedupe: dropped as");
    assertThat(shell.run("report", "--run-dir", "run")).isZero();
    assertThat(shell.out()).contains("11 documents compared, 6 hold items");
  }

  @Test
  @Order(2)
  void withoutSetsItIsTheSameRelease() throws IOException {
    assertThat(run(PLAN)).isEqualTo(release);
    assertThat(folder.resolve("run/03-filter/overlap")).doesNotExist();
  }

  @Test
  @Order(3)
  void whatIsDroppedEvictsNoCleanTwin() throws IOException {
    String dropping = PLAN + EVALS + "  action: drop\n";
    assertThat(dryRun(dropping, "run")).contains("03-filter", "the plan's evals.action changed");
    String clean = run(dropping);
    assertThat(clean).isNotEqualTo(release);
    Map<String, String> found = found();
    for (String file : List.of("items.jsonl", "hits", "dirty/sums.txt", "clean/sums.txt")) {
      assertThat(found.get(file)).as(file).isEqualTo(REPORTED.get(file));
    }
    assertThat(why(TWIN)).contains("03-filter: kept\n").contains("04-dedupe: kept\n");
    assertThat(why("http://twin.test/dirty"))
        .contains("03-filter: dropped by evaluation-overlap: sums 0: question; it holds sums 0:");
    assertThat(shell.run("report", "--run-dir", "run", "--json")).isZero();
    JsonNode answer = Json.tree(shell.out());
    JsonNode documents = answer.at("/stages/03-filter/documents");
    assertThat(documents.path("dropped").path("evaluation-overlap").asLong()).isEqualTo(6);
    assertThat(documents.path("in").asLong()).isEqualTo(documents.path("out").asLong() + 6);
    assertThat(answer.at("/evaluations/overlapping").asLong()).isEqualTo(6);
    assertThat(Files.readString(folder.resolve("run/07-release/manifest.json")))
        .contains("filter.evals-set-sums", EvalReader.VERSION, EvalIndex.RULE)
        .doesNotContain("evals-report");
    assertThat(shell.run("verify", "run/07-release")).as(shell.err()).isZero();

    // Other files with the same records in another order, cut small; a packed evaluation set.
    List<String> lines = new ArrayList<>(SECOND);
    Collections.shuffle(lines, new Random(3));
    Files.delete(folder.resolve("second/a.jsonl"));
    for (int part = 0; part < 3; part++) {
      write(
          "second/" + part + ".jsonl",
          lines.subList(part * lines.size() / 3, (part + 1) * lines.size() / 3));
    }
    assertThat(run(dropping, "--run-dir", "cut", "--file-size", "1KiB", "--partitions", "7"))
        .isEqualTo(clean);
    assertThat(found("cut")).isEqualTo(found);

    Files.writeString(
        folder.resolve("sums-test.jsonl"), object("question", FERRY, "answer", "#### 180") + "\n");
    assertThat(dryRun(dropping, "cut")).contains("the version of evals-set-sums changed from");
  }

  @Test
  @Order(4)
  void theProfilePileDropsWhatSharesAnything() throws IOException {
    Files.writeString(
        folder.resolve("sums-test.jsonl"),
        object("question", MILL + "?", "answer", "#### 189") + "\n");
    run(PLAN + EVALS + "  action: drop\n  profile: pile\n", "--run-dir", "cut");
    JsonNode report = Json.tree(Objects.requireNonNull(found("cut").get("report.json")));
    assertThat(report.path("folding").asText()).isEqualTo("estover.overlap.pile.v1");
    // A short text that shares nothing stays, and what Janitor would cut goes.
    assertThat(report.path("documents").asLong()).isEqualTo(11);
    assertThat(report.path("overlapping").asLong()).isEqualTo(6);
  }

  @Test
  @Order(5)
  void whatCannotBeComparedIsRefusedBeforeAnythingRuns() throws IOException {
    refused("evals:\n  sets: {sums: none.jsonl}\n", "\"none.jsonl\" matches no file");
    refused("evals:\n  sets: {Sums: sums-test.jsonl}\n", "\"Sums\", is not 1 to 64 lower-case");
    refused("evals:\n  action: drop\n", "\"evals\" names no set");
    refused("evals:\n  sets: {x: sums-test.jsonl}\n  max-documents: 10\n", "unknown key");
    Files.writeString(folder.resolve("broken.jsonl"), "no json\n");
    refused(
        "evals:\n  sets: {sums: sums-test.jsonl, broken: broken.jsonl}\n",
        "no item of the evaluation set broken is in it, only json-syntax");
    Files.writeString(folder.resolve("odd.jsonl"), "{\"q\": \"a\"}\n");
    refused("evals:\n  sets: {odd: odd.jsonl}\n", "no known evaluation set has the fields q");
    Files.writeString(
        folder.resolve("map.yaml"), "evals:\n  odd: {question: q, answer: a, answer-by: text}\n");
    Files.writeString(folder.resolve("odd.jsonl"), object("q", FERRY, "a", "180") + "\n");
    assertThat(dryRun(PLAN + "evals:\n  sets: {odd: odd.jsonl}\n  mappings: map.yaml\n", "cut"))
        .contains("03-filter");
  }

  private static void refused(String evals, String message) throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), PLAN + evals);
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "no")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(message);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private static String run(String plan, String... more) throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), plan);
    List<String> line = new ArrayList<>(List.of("run", "plan.yaml", "--master", "local[2]"));
    if (more.length == 0) {
      line.addAll(List.of("--run-dir", "run"));
    }
    line.addAll(List.of(more));
    line.add("--json");
    assertThat(shell.run(line.toArray(String[]::new))).as(shell.err()).isZero();
    return Json.tree(shell.out()).path("release").asText();
  }

  private static String dryRun(String plan, String run) throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), plan);
    assertThat(shell.run("run", "plan.yaml", "--dry-run", "--run-dir", run))
        .as(shell.err())
        .isZero();
    return shell.out();
  }

  private static String why(String uri) {
    assertThat(shell.run("why", uri, "--run-dir", "run")).as(shell.err()).isZero();
    return shell.out();
  }

  private static Map<String, String> found() throws IOException {
    return found("run");
  }

  /** The files of a comparison by name, with the lines of all hits as one sorted file. */
  private static Map<String, String> found(String run) throws IOException {
    Path root = folder.resolve(run).resolve("03-filter/overlap");
    Map<String, String> contents = new TreeMap<>();
    StringBuilder hits = new StringBuilder();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        if (root.relativize(file).startsWith("hits")) {
          hits.append(Files.readString(file));
        } else {
          contents.put(root.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    contents.put("hits", sorted(hits.toString()));
    return contents;
  }

  private static String sorted(String lines) {
    return String.join("\n", lines.lines().sorted().toList());
  }

  /** What the command wrote, with the names that the plan gives its sets. */
  private static String renamed(String lines) {
    return lines.replace("\"gsm8k\"", "\"sums\"").replace("\"anatomy_test\"", "\"anatomy\"");
  }

  private static void write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name + (name.startsWith("second/1") ? ".gz" : ""));
    Files.createDirectories(file.getParent());
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    if (!file.toString().endsWith(".gz")) {
      Files.write(file, bytes);
      return;
    }
    try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(bytes);
    }
  }

  private static String document(String url, String text) {
    return object("url", url, "text", text);
  }

  private static String object(String... members) {
    var object = Json.MAPPER.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      object.put(members[i], members[i + 1]);
    }
    return object.toString();
  }
}
