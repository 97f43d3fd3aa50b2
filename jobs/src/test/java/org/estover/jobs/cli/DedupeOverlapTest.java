package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DedupeOverlapTest {
  private static final String MILL =
      "A mill grinds nine sacks of barley every morning and twice as many sacks of rye after noon,"
          + " so how many sacks are ground in one week of work";
  private static final String MILL_ANSWER =
      "Each day it grinds nine and eighteen sacks which makes twenty seven and in a week one"
          + " hundred eighty nine";
  private static final String FERRY =
      "Four ferries leave the harbour each hour with thirty travellers aboard and two of them"
          + " return half empty, how many travellers reach the island before supper";
  private static final String PROMPT =
      "def count_herons(sightings):\n    \"\"\" Return how many grey herons stand in the list of"
          + " sightings that the warden kept at the pond\n    \"\"\"\n";
  private static final String SOLUTION =
      "    return sum(1 for bird in sightings if bird.kind == 'heron' and bird.colour == 'grey')\n";
  private static final String TESTS = "assert count_herons([]) == 0";
  private static final String BONE =
      "Which bone of the forearm lies on the side of the thumb when the palm is turned upward";
  private static final String RIGHT =
      "the radius which turns around its neighbour when the hand is turned";
  private static final String WRONG =
      "the ulna which forms the tip of the elbow and never turns by itself";
  private static final String ROCK =
      "Which kind of rock is made when sand and mud are pressed together over very many years";

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of("unset"));

  @BeforeEach
  void start() throws IOException {
    shell = new Shell(folder);
    Files.write(
        folder.resolve("sums-test.jsonl"),
        List.of(
            object("question", MILL + "?", "answer", MILL_ANSWER + "\n#### 189"),
            "no json",
            object("question", FERRY + "?", "answer", "#### 180")));
    Files.write(
        folder.resolve("Herons.jsonl"),
        List.of(
            object(
                "task_id",
                "Herons/0",
                "prompt",
                PROMPT,
                "canonical_solution",
                SOLUTION,
                "test",
                TESTS)));
    Files.writeString(
        folder.resolve("anatomy_test.csv"),
        "\"" + BONE + "?\"," + WRONG + "," + RIGHT + ",the humerus,the femur,B\nWhy?,a,b,c,d,A\n");
    Files.write(
        folder.resolve("rocks.jsonl"),
        List.of(
            "{\"id\": \"R1\", \"question\": \""
                + ROCK
                + "?\", \"choices\": {\"text\": [\"igneous rock\", \"sedimentary rock\"],"
                + " \"label\": [\"A\", \"B\"]}, \"answerKey\": \"B\"}"));
    Files.write(folder.resolve("in.jsonl"), documents());
  }

  private static List<String> documents() {
    List<String> lines = new ArrayList<>();
    lines.add(document("plain", "Ein Müller, der nichts von alledem weiß, mahlt sein Korn."));
    lines.add(document("mill", "Übung → 😀 " + MILL + "? Nobody knew."));
    lines.add(document("mill-again", "He said: " + MILL.toUpperCase(Locale.ROOT)));
    lines.add(document("answer", "It is so. " + MILL_ANSWER));
    lines.add(document("herons", "# from the web\n" + PROMPT + "    pass\n"));
    lines.add(document("bone", BONE + "? Some say it is " + WRONG + "."));
    lines.add(document("radius", "We learn of " + RIGHT + "."));
    lines.add(document("rock", ROCK + "? A) igneous rock B) sedimentary rock"));
    lines.add(document("", "Nameless words that say nothing of mills or herons."));
    return lines;
  }

  private static final List<String> EVALS =
      List.of(
          "--eval",
          "sums-test.jsonl",
          "--eval",
          "Herons.jsonl",
          "--eval",
          "anatomy_test.csv",
          "--evals",
          Path.of("..", "infra", "plans", "evals.yaml").toAbsolutePath().toString(),
          "--eval-set",
          "arc-easy=rocks.jsonl");

  @Test
  void itTellsOfDocumentsWhatTheyHoldAndOfItemsWhoHoldsThem() throws IOException {
    run(EVALS, "in.jsonl", "--out", "out");
    List<String> kept = Files.readAllLines(folder.resolve("out/kept.txt"));
    assertThat(kept).hasSize(2).contains("plain").anyMatch(name -> name.startsWith("doc_"));
    Map<String, JsonNode> removed = new TreeMap<>();
    for (JsonNode line : lines("out/removed.jsonl")) {
      removed.put(line.path("id").asText(), line);
    }
    assertThat(removed)
        .containsOnlyKeys("mill", "mill-again", "answer", "herons", "bone", "radius", "rock");
    assertThat(of(removed, "mill").toString())
        .isEqualTo(
            "{\"id\":\"mill\",\"survivor\":\"\",\"rule\":\"overlap\",\"benchmark\":\"sums-test\","
                + "\"item\":\"0\",\"part\":\"QUESTION\",\"covered\":1.0,\"items\":1,"
                + "\"matches\":17}");
    assertThat(of(removed, "radius").path("part").asText()).isEqualTo("CORRECT");
    assertThat(of(removed, "radius").path("option").asInt()).isEqualTo(1);
    Map<String, String> found = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    for (JsonNode line :
        Files.readAllLines(folder.resolve("in.jsonl")).stream().map(Json::tree).toList()) {
      texts.put(line.path("id").asText(), line.path("text").asText());
    }
    for (JsonNode hit : lines("out/hits.jsonl")) {
      String text = texts.getOrDefault(hit.path("id").asText(), "");
      int start = hit.path("chars").path(0).asInt();
      int end = hit.path("chars").path(1).asInt();
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      int startByte = hit.path("range").path(0).asInt();
      String bytes =
          new String(
              utf8,
              startByte,
              hit.path("range").path(1).asInt() - startByte,
              StandardCharsets.UTF_8);
      assertThat(bytes).isEqualTo(text.substring(start, end));
      String option = hit.has("option") ? " " + hit.path("option").asInt() : "";
      found.put(hit.path("id").asText() + " " + hit.path("part").asText() + option, bytes);
    }
    assertThat(found)
        .containsEntry("mill QUESTION", MILL)
        .containsEntry("answer CORRECT 0", MILL_ANSWER)
        .containsEntry("bone QUESTION", BONE)
        .containsEntry("bone WRONG 0", WRONG)
        .containsEntry("radius CORRECT 1", RIGHT)
        .containsEntry("rock WRONG 0", "igneous rock")
        .containsEntry("rock CORRECT 1", "sedimentary rock");
    Map<String, JsonNode> items = new LinkedHashMap<>();
    for (JsonNode item : lines("out/items.jsonl")) {
      items.put(item.path("benchmark").asText() + " " + item.path("item").asText(), item);
    }
    assertThat(items.keySet())
        .containsExactly(
            "Herons Herons/0",
            "anatomy_test 0",
            "anatomy_test 1",
            "arc-easy R1",
            "sums-test 0",
            "sums-test 2");
    JsonNode mill = of(items, "sums-test 0");
    assertThat(mill.path("status").asText()).isEqualTo("dirty");
    assertThat(mill.path("question").path("documents").asInt()).isEqualTo(2);
    assertThat(mill.path("question").path("first"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("mill", "mill-again");
    assertThat(mill.path("correct").path("first").toString()).isEqualTo("[\"answer\"]");
    JsonNode bone = of(items, "anatomy_test 0");
    assertThat(bone.path("correct").path("first").toString()).isEqualTo("[\"radius\"]");
    assertThat(bone.path("wrong")).hasSize(3);
    assertThat(bone.path("wrong").path(0).toString())
        .isEqualTo("{\"option\":0,\"documents\":1,\"covered\":1.0,\"first\":[\"bone\"]}");
    assertThat(bone.path("wrong").path(1).path("documents").asInt()).isZero();
    assertThat(of(items, "sums-test 2").path("status").asText()).isEqualTo("clean");
    assertThat(of(items, "anatomy_test 1").path("status").asText()).isEqualTo("undecided");
    assertThat(folder.resolve("out/clean/sums-test.txt")).hasContent("2\n");
    assertThat(folder.resolve("out/dirty/sums-test.txt")).hasContent("0\n");
    assertThat(folder.resolve("out/dirty/Herons.txt")).hasContent("Herons/0\n");
    assertThat(folder.resolve("out/undecided/anatomy_test.txt")).hasContent("1\n");
    JsonNode report = Json.tree(Files.readString(folder.resolve("out/report.json")));
    assertThat(Json.tree(shell.out())).isEqualTo(report);
    assertThat(report.path("documents").asInt()).isEqualTo(9);
    assertThat(report.path("removed").path("overlap").asInt()).isEqualTo(7);
    JsonNode sums = report.path("benchmarks").path(3);
    assertThat(sums.path("aside").path("json-syntax").asInt()).isEqualTo(1);
    assertThat(sums.path("aside_lines").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(folder.resolve("out/pieces.jsonl")).doesNotExist();
  }

  @Test
  void theOrderAndCutOfTheInputAndSparkAreOfNoAccount() throws IOException {
    List<String> lines = new ArrayList<>(documents());
    // One document of two names, one that stands twice, and one whose text is no whole character.
    lines.add("{\"id\": \"x\", \"url\": \"http://a.test/\", \"text\": \"" + BONE + "\"}");
    lines.add("{\"id\": \"w\", \"url\": \"http://a.test/\", \"text\": \"" + BONE + "\"}");
    lines.add(document("mill", "Übung → 😀 " + MILL + "? Nobody knew."));
    lines.add("{\"id\": \"half\", \"text\": \"\\ud83d " + FERRY + "\"}");
    for (int i = 0; i < 30; i++) {
      lines.add(document("ferry" + i, i + " " + FERRY + " ".repeat(i) + "one and two. " + BONE));
      lines.add(document("words" + i, "Words " + "that say nothing ".repeat(i)));
    }
    Files.write(folder.resolve("in.jsonl"), lines);
    for (String profile : List.of("default", "pile")) {
      run(EVALS, "in.jsonl", "--out", profile, "--profile", profile, "--limit", "3");
      Map<String, String> expected = contents(profile);
      assertThat(expected).containsKeys("kept.txt", "hits.jsonl", "clean/sums-test.txt");
      assertThat(expected.containsKey("pieces.jsonl")).isEqualTo(profile.equals("pile"));
      Collections.shuffle(lines, new Random(5));
      Files.createDirectories(folder.resolve("parts-" + profile));
      for (int part = 0; part < 3; part++) {
        List<String> cut = lines.subList(part * lines.size() / 3, (part + 1) * lines.size() / 3);
        try (OutputStream file =
            new GZIPOutputStream(
                Files.newOutputStream(
                    folder.resolve("parts-" + profile + "/" + part + ".jsonl.gz")))) {
          file.write((String.join("\n", cut) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      String[] shuffled = {"parts-" + profile, "--profile", profile, "--limit", "3", "--out"};
      run(EVALS, Stream.concat(Stream.of(shuffled), Stream.of("again-" + profile)));
      assertThat(contents("again-" + profile)).isEqualTo(expected);
      Stream<String> spark = Stream.of("spark-" + profile, "--spark", "--master", "local[2]");
      run(EVALS, Stream.concat(Stream.of(shuffled), spark));
      assertThat(contents("spark-" + profile)).isEqualTo(expected);
    }
    assertThat(lines("pile/pieces.jsonl").size() + lines("pile/removed.jsonl").size())
        .isGreaterThan(10);
    // Of what stands in more than ten documents nothing is told, and nobody calls it clean.
    run(EVALS, "in.jsonl", "--out", "rare", "--max-documents", "10");
    JsonNode rare = Json.tree(shell.out());
    assertThat(rare.path("max_documents").asInt()).isEqualTo(10);
    assertThat(rare.path("ignored_ngrams").asInt()).isEqualTo(20);
    assertThat(rare.path("removed").path("overlap").asInt()).isEqualTo(8);
    assertThat(folder.resolve("rare/undecided/sums-test.txt")).hasContent("2\n");
    assertThat(folder.resolve("rare/dirty/sums-test.txt")).hasContent("0\n");
    Stream<String> spark = Stream.of("--spark", "--master", "local[2]", "--max-documents", "10");
    run(EVALS, Stream.concat(Stream.of("parts-default", "--out", "rare-spark"), spark));
    assertThat(contents("rare-spark")).isEqualTo(contents("rare"));
    JsonNode ferry =
        lines("default/items.jsonl").stream()
            .filter(item -> item.path("item").asText().equals("2"))
            .findFirst()
            .orElseThrow();
    assertThat(ferry.path("question").path("documents").asInt()).isEqualTo(31);
    assertThat(ferry.path("question").path("first")).hasSize(3);
    List<String> order = Files.readAllLines(folder.resolve("default/removed.jsonl"));
    List<Integer> places =
        IntStream.range(0, 3)
            .map(
                i -> {
                  String name = ferry.path("question").path("first").path(i).asText();
                  return IntStream.range(0, order.size())
                      .filter(at -> Json.tree(order.get(at)).path("id").asText().equals(name))
                      .findFirst()
                      .orElseThrow();
                })
            .boxed()
            .toList();
    assertThat(places).isSorted();
  }

  /** The first step that reads a token of the question, from every sequence of every step. */
  @Test
  void theFirstStepThatReadAQuestionIsThatOfAllSequences() throws IOException {
    TestRelease.write(
        folder.resolve("rel"),
        7,
        8,
        40,
        DedupeOverlapTest::released,
        uri -> uri.endsWith("/20") ? "CC-BY-NC-4.0" : "CC0-1.0");
    List<String> sums = List.of("--eval", "sums-test.jsonl", "--batch", "2", "--release", "rel");
    run(sums, "--out", "out");
    long steps = Json.tree(shell.out()).path("steps").asLong();
    assertThat(steps).isGreaterThan(100);
    Map<String, Long> firsts = firstSteps(steps, "rel");
    assertThat(firsts).hasSize(5);
    // One document says it thirty times, and each of them counts.
    assertThat(told("out", firsts)).isEqualTo(34);
    assertThat(lines("out/items.jsonl").get(1).path("question").has("first_step")).isFalse();
    run(sums, "--out", "spark", "--spark", "--master", "local[2]");
    assertThat(contents("spark")).isEqualTo(contents("out"));

    // A training that left one of the documents out, and read less of the others.
    String less = String.valueOf(steps - 20);
    String[] derive = {
      "order", "derive", "rel", "--without-license-class", "non-commercial", "--steps", less
    };
    assertThat(
            shell.run(
                Stream.concat(Stream.of(derive), Stream.of("--batch", "2", "--out", "derived"))
                    .toArray(String[]::new)))
        .as(shell.err())
        .isZero();
    run(sums, "--out", "other", "--order", "derived");
    assertThat(Json.tree(shell.out()).path("order").asText()).startsWith("ord_");
    Map<String, Long> derived = firstSteps(steps - 20, "rel", "--order", "derived");
    assertThat(derived).isNotEqualTo(firsts).hasSize(4);
    assertThat(told("other", derived)).isBetween(20, 33);
    assertThat(lines("other/items.jsonl").get(0).path("question").path("documents").asInt())
        .isEqualTo(5);
  }

  /** By document the first step that reads a token of the question, as the steps have it. */
  private Map<String, Long> firstSteps(long steps, String... order) {
    Map<String, Long> firsts = new TreeMap<>();
    Tokenizer gpt2 = Tokenizer.gpt2();
    for (long step = steps - 1; step >= 0; step--) {
      Stream<String> one = Stream.of("--batch", "2", "--step", String.valueOf(step));
      Stream<String> line = Stream.concat(Stream.concat(Stream.of("batch"), Stream.of(order)), one);
      assertThat(shell.run(line.toArray(String[]::new))).as(shell.err()).isZero();
      for (JsonNode sequence : shell.out().lines().map(Json::tree).toList()) {
        for (JsonNode span : sequence.path("spans")) {
          int from = span.path("documentFrom").asInt();
          int to = from + span.path("to").asInt() - span.path("from").asInt();
          if (readsQuestion(gpt2, released(span.path("uri").asText()), from, to)) {
            firsts.put(span.path("document").asText(), step);
          }
        }
      }
    }
    return firsts;
  }

  /** Compares what is told of first steps; returns how many places have one. */
  private int told(String out, Map<String, Long> firsts) throws IOException {
    Map<String, Long> told = new TreeMap<>();
    int hits = 0;
    for (JsonNode hit : lines(out + "/hits.jsonl")) {
      if (hit.path("part").asText().equals("QUESTION") && hit.has("first_step")) {
        told.merge(hit.path("id").asText(), hit.path("first_step").asLong(), Math::min);
        hits++;
      }
    }
    assertThat(told).isEqualTo(firsts);
    JsonNode question = lines(out + "/items.jsonl").get(0).path("question");
    long first = Collections.min(firsts.values());
    assertThat(question.path("first_step").asLong()).isEqualTo(first);
    assertThat(firsts).containsEntry(question.path("first_document").asText(), first);
    return hits;
  }

  private static String released(String uri) {
    String text = "Number " + uri + " of a few words";
    if (uri.endsWith("/17")) {
      return (MILL + ", so they say. ").repeat(30);
    }
    return uri.endsWith("7") || uri.endsWith("/20") ? "Été " + text + ": " + MILL + "?" : text;
  }

  /** Whether one of the tokens [from, to) of a text holds a byte of the question. */
  private static boolean readsQuestion(Tokenizer tokenizer, String text, int from, int to) {
    int[] tokens = tokenizer.encode(text);
    long start = tokenizer.decode(tokens, 0, Math.min(from, tokens.length)).length;
    long end = tokenizer.decode(tokens, 0, Math.min(to, tokens.length)).length;
    for (int at = text.indexOf(MILL); at >= 0; at = text.indexOf(MILL, at + 1)) {
      int place = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
      if (start < place + MILL.length() && end > place) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whatCannotBeComparedIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve("sums-test.jsonl"), folder.resolve("other/sums-test.jsonl"));
    refused("no evaluation set is named", "in.jsonl");
    refused(
        "sums-test.jsonl and other/sums-test.jsonl are both called sums-test",
        "in.jsonl",
        "--eval",
        "sums-test.jsonl",
        "--eval",
        "other/sums-test.jsonl");
    refused("expected either INPUT or --release", "--eval", "sums-test.jsonl");
    refused(
        "expected either INPUT or --release",
        "in.jsonl",
        "--release",
        "rel",
        "--eval",
        "sums-test.jsonl");
    refused("need --release", "in.jsonl", "--batch", "2", "--eval", "sums-test.jsonl");
    refused(
        "--profile \"janitor\": expected default or pile",
        "in.jsonl",
        "--profile",
        "janitor",
        "--eval",
        "sums-test.jsonl");
    refused(
        "--max-documents 0: expected 1",
        "in.jsonl",
        "--max-documents",
        "0",
        "--eval",
        "sums-test.jsonl");
    refused("--limit 0: expected 1", "in.jsonl", "--limit", "0", "--eval", "sums-test.jsonl");
    refused("expected NAME=FILE", "in.jsonl", "--eval-set", "sums-test.jsonl");
    refused("no mapping is called sums", "in.jsonl", "--eval-set", "sums=sums-test.jsonl");
    refused("no known evaluation set has the fields", "in.jsonl", "--eval", "rocks.jsonl");
    Files.writeString(folder.resolve("empty.jsonl"), "no json\n");
    refused(
        "no item of an evaluation set is in it, only json-syntax",
        "in.jsonl",
        "--eval",
        "empty.jsonl");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private static JsonNode of(Map<String, JsonNode> lines, String name) {
    return lines.getOrDefault(name, MissingNode.getInstance());
  }

  private void refused(String message, String... arguments) {
    List<String> line = new ArrayList<>(List.of("dedupe", "overlap", "--out", "no"));
    line.addAll(List.of(arguments));
    assertThat(shell.run(line.toArray(String[]::new))).as(message).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(message);
  }

  private void run(List<String> sets, String... arguments) {
    run(sets, Stream.of(arguments));
  }

  private void run(List<String> sets, Stream<String> arguments) {
    List<String> line = new ArrayList<>(List.of("dedupe", "overlap"));
    line.addAll(sets);
    arguments.forEach(line::add);
    line.add("--json");
    assertThat(shell.run(line.toArray(String[]::new))).as(shell.err()).isZero();
  }

  private List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream().map(Json::tree).toList();
  }

  /** All files below a folder, by name. */
  private Map<String, String> contents(String name) throws IOException {
    Path root = folder.resolve(name);
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private static String object(String... members) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      object.put(members[i], members[i + 1]);
    }
    return object.toString();
  }

  private static String document(String id, String text) {
    return id.isEmpty() ? object("text", text) : object("id", id, "text", text);
  }
}
