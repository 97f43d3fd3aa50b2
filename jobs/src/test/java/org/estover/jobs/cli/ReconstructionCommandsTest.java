package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconstructionCommandsTest {
  private static final long SEED = 7;
  private static final int INPUTS = 8;
  private static final int DOCUMENTS = 40;

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void writeRelease() throws IOException {
    shell = new Shell(folder);
    write(folder, "rel", DOCUMENTS);
  }

  @Test
  void aBatchIsALinePerSequenceAndAnArray() throws IOException {
    assertThat(
            shell.run("batch", "rel", "--step", "1", "--batch", "4", "--tokens", "--npy", "b.npy"))
        .as(shell.err())
        .isZero();
    List<JsonNode> lines = shell.out().lines().map(Json::tree).toList();
    assertThat(lines).extracting(line -> line.get("position").asInt()).containsExactly(4, 5, 6, 7);
    byte[] array = Files.readAllBytes(folder.resolve("b.npy"));
    int at = 128;
    for (JsonNode line : lines) {
      assertThat(line.get("tokens")).hasSize(INPUTS + 1);
      for (JsonNode token : line.get("tokens")) {
        assertThat((array[at] & 0xFF) | (array[at + 1] & 0xFF) << 8).isEqualTo(token.asInt());
        at += 2;
      }
      int end = 0;
      for (JsonNode span : line.get("spans")) {
        assertThat(span.get("from").asInt()).isEqualTo(end);
        end = span.get("to").asInt();
        assertThat(span.get("uri").asText()).startsWith("https://www.example.org/");
      }
      assertThat(end).isEqualTo(INPUTS + 1);
    }
    assertThat(array).hasSize(at);
    assertThat(shell.run("batch", "rel", "--step", "1", "--npy", "b.npy")).isEqualTo(2);
    assertThat(shell.err()).contains("b.npy: exists already");
  }

  @Test
  void spansAndPlacesAreSaidAlikeByAllCommands() {
    String[] step = {"--step", "1", "--batch", "4"};
    fine("batch", "rel", step[0], step[1], step[2], step[3]);
    List<JsonNode> lines = shell.out().lines().map(Json::tree).toList();
    fine("reconstruct", "rel", step[0], step[1], step[2], step[3], "--json");
    JsonNode sequences = Json.tree(shell.out()).get("sequences");
    JsonNode span = lines.get(1).get("spans").get(0);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(sequences.get(i).get("spans")).isEqualTo(lines.get(i).get("spans"));
    }
    fine("seen", span.get("document").asText(), "rel", "--batch", "4", "--json");
    assertThat(Json.tree(shell.out()).get("listed").get(0).get("occurrences"))
        .filteredOn(place -> place.get("position").asInt() == 5)
        .singleElement()
        .satisfies(
            place -> {
              for (String key : List.of("from", "to", "documentFrom")) {
                assertThat(place.get(key)).as(key).isEqualTo(span.get(key));
              }
            });
  }

  @Test
  void whatWasLastSeenBeforeAStepIsTheLastPlaceBeforeIt() {
    String[] seen = {"seen", "https://www.example.org/3", "rel", "--batch", "1", "--json"};
    fine(seen);
    JsonNode places = Json.tree(shell.out()).get("listed").get(0).get("occurrences");
    assertThat(places).hasSizeGreaterThan(1);
    for (int i = 0; i <= places.size(); i++) {
      long before = i < places.size() ? places.get(i).get("step").asLong() : Long.MAX_VALUE;
      String[] asked = Arrays.copyOf(seen, seen.length + 2);
      asked[seen.length] = "--before";
      asked[seen.length + 1] = Long.toString(before);
      fine(asked);
      JsonNode data = Json.tree(shell.out());
      assertThat(data.get("occurrences").asInt()).isEqualTo(i);
      if (i == 0) {
        assertThat(data.has("lastSeen")).isFalse();
      } else {
        JsonNode last = places.get(i - 1);
        assertThat(data.get("lastSeen").get("step")).isEqualTo(last.get("step"));
        assertThat(data.get("lastSeen").get("position")).isEqualTo(last.get("position"));
      }
    }
  }

  @Test
  void aRankReadsItsRowsOfEachMicroStep() {
    assertThat(
            shell.run(
                "batch",
                "rel",
                "--step",
                "0",
                "--batch",
                "8",
                "--rank",
                "1",
                "--world",
                "2",
                "--accumulation",
                "2"))
        .isZero();
    assertThat(shell.out().lines().map(Json::tree).map(line -> line.get("position").asInt()))
        .containsExactly(2, 3, 6, 7);
    assertThat(
            shell.run(
                "batch",
                "rel",
                "--step",
                "0",
                "--batch",
                "8",
                "--micro-step",
                "1",
                "--accumulation",
                "2"))
        .isZero();
    assertThat(shell.out().lines().map(Json::tree).map(line -> line.get("position").asInt()))
        .containsExactly(4, 5, 6, 7);
  }

  @Test
  void impossibleStepsAndPartsAreUsageErrors() {
    refused("name a step from 0 to", "batch", "rel", "--step", "9999");
    refused("name a step from 0 to", "reconstruct", "rel", "--step", "-1");
    refused(
        " in all: name a batch of as many or fewer",
        "reconstruct",
        "rel",
        "--step=0",
        "--batch=999");
    refused("--limit -1: expected 0 or more", "seen", "example.org", "rel", "--limit", "-1");
    refused("--limit -1: expected 0 or more", "diff", "rel", "rel", "--limit", "-1");
    refused("--batch 0", "batch", "rel", "--step", "0", "--batch", "0");
    refused("--rank 2 of --world 2", "batch", "rel", "--step", "0", "--rank", "2", "--world", "2");
    refused("--micro-step 1 of", "batch", "rel", "--step", "0", "--micro-step", "1");
    refused("cannot be divided", "batch", "rel", "--step", "0", "--batch", "5", "--world", "2");
    refused("no document of the release", "seen", "nowhere.test", "rel");
    refused("no document of the release", "seen", "doc_" + "0".repeat(32), "rel");
  }

  @Test
  void reconstructShowsTextAndSpans() {
    assertThat(shell.run("reconstruct", "rel", "--step", "0", "--batch", "8", "--text")).isZero();
    assertThat(shell.out()).contains("sequence 0, source web").contains(" of a");
    assertThat(shell.out()).contains("of document").containsPattern("\n  tokens 0-[0-9]+:\n");
    fine("reconstruct", "rel", "--step", "0", "--batch", "1", "--json");
    JsonNode shown = Json.tree(shell.out()).get("sequences").get(0);
    fine("batch", "rel", "--step", "0", "--batch", "1");
    assertThat(Json.tree(shell.out()).get("spans")).isEqualTo(shown.get("spans"));
    assertThat(shown.get("spans").get(0).get("documentFrom").isIntegralNumber()).isTrue();
  }

  @Test
  void documentsUrlsAndHostsAreSeenWithAndWithoutPreparation() {
    String before = seen();
    assertThat(shell.run("release", "prepare", "rel", "--ordered")).as(shell.err()).isZero();
    assertThat(folder.resolve("rel/derived/order.bin")).isNotEmptyFile();
    assertThat(seen()).isEqualTo(before);
    assertThat(shell.run("verify", "rel")).isZero();
  }

  @Test
  void aTextIsTracedToItsDocumentsAndSteps() throws IOException {
    refused("make it with \"estover release prepare --text\"", "trace", "few words", "rel");
    fine("release", "prepare", "rel", "--text", "--json");
    assertThat(Json.tree(shell.out()).get("textIndexes").asInt()).isEqualTo(1);
    fine("trace", "example.org/3", "rel", "--batch", "2", "--json");
    JsonNode data = Json.tree(shell.out());
    // 3 and 30 to 39
    assertThat(data.get("count").asInt()).isEqualTo(11);
    assertThat(data.get("exact").asBoolean()).isTrue();
    for (JsonNode match : data.get("listed")) {
      String uri = match.get("uri").asText();
      assertThat(uri).contains("example.org/3");
      assertThat(match.get("snippet").asText()).isEqualTo("Number " + uri + " of a few words");
      assertThat(match.get("byteFrom").asInt()).isEqualTo("Number https://www.".length());
      for (JsonNode occurrence : match.get("occurrences")) {
        fine("batch", "rel", "--step", occurrence.get("step").asText(), "--batch", "2");
        assertThat(shell.out()).contains(uri);
      }
    }
    fine("trace", "few words", "rel", "--limit", "3");
    assertThat(shell.out()).contains("40 places in the release's documents; 3 of them are listed");
    Files.writeString(folder.resolve("text"), "few words");
    fine("trace", "--file", "text", "rel", "--limit", "0", "--json");
    assertThat(Json.tree(shell.out()).get("count").asInt()).isEqualTo(DOCUMENTS);
    fine("trace", "nowhere", "rel");
    assertThat(shell.out()).isEqualTo("0 places in the release's documents\n");
    fine("verify", "rel");
    refused("expected either TEXT or --file", "trace");
    refused("expected either TEXT or --file", "trace", "few", "rel", "--file", "text");
    refused("--limit -1: expected 0 or more", "trace", "few", "rel", "--limit", "-1");
    refused("give at least one byte", "trace", "", "rel");
  }

  private String seen() {
    StringBuilder all = new StringBuilder();
    for (String what : List.of("https://www.example.org/3", "www.example.org", "example.org")) {
      assertThat(shell.run("seen", what, "rel", "--batch", "2", "--json")).isZero();
      JsonNode data = Json.tree(shell.out());
      boolean isUrl = what.contains("/");
      assertThat(data.get("documents").asInt()).isEqualTo(isUrl ? 1 : DOCUMENTS);
      all.append(shell.out());
      String id = data.get("listed").get(0).get("document").asText();
      assertThat(shell.run("seen", id, "rel", "--batch", "2", "--before", "5")).isZero();
      all.append(shell.out());
    }
    return all.toString();
  }

  @Test
  void usageOfStepsIsWhatTheirSpansAddUpTo() throws IOException {
    TestRelease.write(
        folder.resolve("mixed"),
        SEED,
        INPUTS,
        DOCUMENTS,
        uri -> "Number " + uri + " of a few words",
        uri -> uri.endsWith("7") ? "" : uri.endsWith("3") ? "MIT" : "CC0-1.0");
    fine("usage", "mixed", "--batch", "4", "--json");
    JsonNode all = Json.tree(shell.out());
    assertThat(all.get("firstStep").asInt()).isZero();
    int steps = all.get("lastStep").asInt() + 1;
    assertThat(steps).isGreaterThan(10);
    assertThat(all.get("tokens").asInt()).isEqualTo(steps * 4 * INPUTS);
    String[] ranges = {"0", "3-7", "0-" + (steps - 1), (steps - 1) + "-" + (steps - 1)};
    List<String> walked = new ArrayList<>();
    for (String range : ranges) {
      fine("usage", "mixed", "--batch", "4", "--steps", range, "--json");
      walked.add(shell.out());
      JsonNode data = Json.tree(shell.out());
      Map<String, Integer> found = new TreeMap<>();
      for (JsonNode share : data.get("shares")) {
        assertThat(share.get("source").asText()).isEqualTo("web");
        assertThat(share.get("holder").asText()).isEqualTo("Zoë");
        found.put(share.get("license").asText(), share.get("tokens").asInt());
      }
      String[] ends = range.split("-", -1);
      assertThat(found)
          .as(range)
          .isEqualTo(
              inputsByLicense(
                  Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1));
    }
    fine("usage", "mixed", "--batch", "4", "--steps", "3-7");
    assertThat(shell.out())
        .contains("percent", "MIT", "Zoë")
        .contains(String.format(Locale.ROOT, "%,d tokens in steps 3 to 7 of rel_", 5 * 4 * INPUTS));
    assertThat(shell.err()).contains("estover release prepare");
    fine("release", "prepare", "mixed");
    for (int i = 0; i < ranges.length; i++) {
      fine("usage", "mixed", "--batch", "4", "--steps", ranges[i], "--json");
      assertThat(shell.out()).isEqualTo(walked.get(i));
    }
    fine("usage", "mixed", "--batch", "4", "--steps", "3-7");
    assertThat(shell.err()).doesNotContain("prepare");
  }

  /** What the spans of steps [from, to) hold of each license, the last target left out. */
  private Map<String, Integer> inputsByLicense(int from, int to) {
    Map<String, Integer> inputs = new TreeMap<>();
    for (int step = from; step < to; step++) {
      fine("batch", "mixed", "--step", String.valueOf(step), "--batch", "4");
      for (String line : shell.out().lines().toList()) {
        for (JsonNode span : Json.tree(line).get("spans")) {
          int read = Math.min(INPUTS, span.get("to").asInt()) - span.get("from").asInt();
          if (read > 0) {
            inputs.merge(span.get("license").asText(), read, Integer::sum);
          }
        }
      }
    }
    return inputs;
  }

  @Test
  void stepsThatUsageCannotCountAreUsageErrors() {
    for (String wrong : List.of("7-3", "-1", "1-", "a", "", "1-2-3", "9".repeat(19))) {
      refused("expected the first and the last step", "usage", "rel", "--steps=" + wrong);
    }
    refused("--steps: expected a number from 0 to", "usage", "rel", "--steps", "0-9999");
    refused(
        "sequences, which is no step; name as many or fewer", "usage", "rel", "--batch", "9999");
    refused("--batch 0: expected 1 or more", "usage", "rel", "--batch", "0");
  }

  @Test
  void aDifferenceIsExitCodeOne() throws IOException {
    assertThat(shell.run("diff", "rel", "rel")).isZero();
    assertThat(shell.out()).contains("0 of ").contains("the same order");
    write(folder, "shorter", DOCUMENTS - 3);
    assertThat(shell.run("diff", "rel", "shorter", "--json")).isEqualTo(1);
    JsonNode data = Json.tree(shell.out());
    assertThat(data.get("documentsOnlyInFirst").asInt()).isEqualTo(3);
    assertThat(data.get("sameDocumentOrder").asBoolean()).isTrue();
    assertThat(data.get("documents")).hasSize(3);
  }

  @Test
  void weightsAreRegisteredForOneStep() throws IOException {
    fine("publish", "rel");
    fine("license", "offer", "--name", "share", "--rate", "percent 1/50", "--split", "10% 20% 70%");
    fine("license", "sign", "--developer", "Example Models Ltd", "--from", "2026-10-01");
    fine("license", "grant", "--release", "rel");
    fine("training", "register", "--name", "run", "--batch", "2", "--steps", "5", "--json");
    String run = Json.tree(shell.out()).get("trainingRun").asText();
    Files.writeString(folder.resolve("weights"), "text 0");
    String[] register = {
      "training", "checkpoint", "--training-run", run, "--weights", "weights", "--step", "5"
    };
    fine(register);
    assertThat(shell.out())
        .contains("mdl_")
        .contains(TestRelease.sha256("text 0") + " after step 5");
    fine(register);
    register[7] = "4";
    refused("after step 5, so not after step 4", register);
  }

  private void fine(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  @Test
  void anAddressWithoutAReleaseIsNamed() {
    assertThat(shell.run("batch", "http://127.0.0.1:1/rel", "--step", "0")).isEqualTo(4);
    assertThat(shell.err()).contains("http://127.0.0.1:1/rel/manifest.json").contains("3 attempts");
  }

  private void refused(String message, String... arguments) {
    assertThat(shell.run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(shell.err()).contains(message);
  }

  /** Writes a release of GPT-2's tokens, of so many documents. */
  static void write(Path folder, String name, int count) throws IOException {
    TestRelease.write(folder.resolve(name), SEED, INPUTS, count);
  }
}
