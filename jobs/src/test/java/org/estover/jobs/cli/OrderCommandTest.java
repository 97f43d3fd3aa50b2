package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.DocumentRange;
import org.estover.tokenize.order.MegatronDescription;
import org.estover.tokenize.order.MegatronOrder;
import org.estover.tokenize.order.MegatronSettings;
import org.estover.tokenize.order.MegatronSplit;
import org.estover.tokenize.order.NeoxOrder;
import org.estover.tokenize.order.NeoxSettings;
import org.estover.tokenize.order.NeoxSplit;
import org.estover.tokenize.order.SequenceSizes;
import org.estover.tokenize.order.Split;
import org.estover.tokenize.order.StepRoots;
import org.estover.tokenize.order.StepTree;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.shard.npy.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrderCommandTest {
  private static final String DATA = " --prefix data --seq-length 16";

  @TempDir private Path folder;

  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private void writeData() throws IOException {
    try (IndexedDatasetWriter writer =
        IndexedDatasetWriter.create(folder.resolve("data"), TokenWidth.UINT16)) {
      for (int d = 0; d < 50; d++) {
        for (int t = 0; t < 1 + d * 7 % 31; t++) {
          writer.append(d);
        }
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
  }

  private int run(String command) {
    return shell.run(("order " + command).split(" "));
  }

  private List<String> order(String command) {
    assertThat(run(command)).as(shell.err()).isZero();
    return shell.out().lines().toList();
  }

  private JsonNode json(String command) {
    order(command + " --json");
    return Json.tree(shell.out());
  }

  @Test
  void neoxArraysAreWrittenUnderItsNames() throws IOException {
    writeData();
    JsonNode answer =
        json("neox" + DATA + " --seed 1234 --num-samples 90 --split 8,1,1 --out cache");
    int[] sizes = SequenceSizes.of(folder.resolve("data"));
    NeoxOrder expected =
        NeoxOrder.of(
            sizes,
            NeoxSplit.parse("8,1,1").documents(Split.TRAIN, 50),
            NeoxSettings.samples(16, 1234, 90));
    List<Path> files = expected.write(folder.resolve("expected"), "train");
    List<String> written = new ArrayList<>();
    answer.get("files").forEach(file -> written.add(file.asText()));
    assertThat(written).hasSize(3);
    for (int i = 0; i < 3; i++) {
      String name = files.get(i).getFileName().toString().replace("expected", "data");
      assertThat(written.get(i)).isEqualTo(folder.resolve("cache").resolve(name).toString());
      assertThat(Path.of(written.get(i))).hasSameBinaryContentAs(files.get(i));
    }
    assertThat(answer.get("samples").asLong()).isEqualTo(expected.samples());
    assertThat(answer.get("length").asLong()).isEqualTo(expected.samples() - 1);
  }

  @Test
  void pythiasCodeHasOtherNames() throws IOException {
    writeData();
    List<String> lines =
        order("neox" + DATA + " --seed 1 --num-samples 9 --code v1.0 --name train_0 --out .");
    assertThat(lines).contains("wrote data_train_0_indexmap_9ns_16sl_1s_doc_idx.npy");
    assertThat(order("neox --prefix data.bin --seq-length 16 --seed 1 --num-samples 9 --out b"))
        .contains("wrote b/data_train_indexmap_9ns_16sl_1s_packedpi_ac_doc_idx.npy");
    assertThat(folder.resolve("data_train_0_indexmap_9ns_16sl_1s_shuffle_idx.npy")).exists();
  }

  @Test
  void megatronArraysAreWrittenUnderItsNames() throws IOException {
    writeData();
    Files.writeString(folder.resolve("tokenizer.json"), "{\"class\": \"Any\", \"size\": 7}");
    JsonNode answer =
        json(
            "megatron"
                + DATA
                + " --seed 1 --num-samples 100 --out cache --dataset-path /data/pile"
                + " --tokenizer-identifiers tokenizer.json");
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("class", "Any");
    tokenizer.put("size", 7);
    MegatronSettings settings = MegatronSettings.of(16, 1, 100L, Split.TRAIN);
    MegatronDescription description =
        MegatronDescription.ofDataset(
            "/data/pile", settings, MegatronSplit.parse("1,0,0"), tokenizer);
    assertThat(Path.of(answer.get("files").get(0).asText())).hasContent(description.text());
    MegatronOrder expected =
        MegatronOrder.of(
            SequenceSizes.of(folder.resolve("data")), new DocumentRange(0, 50), settings);
    List<Path> files = expected.write(folder.resolve("expected"), description);
    for (int i = 1; i < 4; i++) {
      assertThat(Path.of(answer.get("files").get(i).asText())).hasSameBinaryContentAs(files.get(i));
    }
    assertThat(answer.get("samples").asLong()).isEqualTo(expected.length());
  }

  @Test
  void passesBecomeSamplesForMegatron() throws IOException {
    writeData();
    JsonNode one = json("megatron" + DATA + " --seed 1 --num-epochs 1 --out cache");
    assertThat(one.get("epochs").asLong()).isEqualTo(1);
    JsonNode three = json("megatron" + DATA + " --seed 1 --num-epochs 3 --out cache");
    assertThat(three.get("epochs").asLong()).isEqualTo(3);
    assertThat(three.get("documents").asLong()).isEqualTo(150);
  }

  @Test
  void blendsAreCountedListedAndWritten() throws IOException {
    List<String> lines = order("blend --weights 0.5,0.3,0.2 --size 10");
    assertThat(lines.get(0)).matches("data set +weight +sequences");
    assertThat(lines).contains("first: [0, 1, 2, 0, 1, 0, 2, 0, 1, 0]");
    JsonNode answer = json("blend --weights 0.5,0.3,0.2 --size 10");
    assertThat(answer.get("counts").toString()).isEqualTo("[5,3,2]");
    assertThat(answer.get("dataset_index").toString()).isEqualTo("[0,1,2,0,1,0,2,0,1,0]");
    assertThat(answer.get("dataset_sample_index").toString()).isEqualTo("[0,0,0,1,1,2,1,3,2,4]");
    order("blend --weights 0.5,0.3,0.2 --size 10 --out mix");
    NpyFile members = NpyFile.open(folder.resolve("mix/dataset_index.npy"));
    assertThat(members.type().descriptor()).isEqualTo("|u1");
    assertThat(members.element(6)).isEqualTo(2);
    order("blend --weights 1,1 --size 3 --out mix --code megatron");
    assertThat(NpyFile.open(folder.resolve("mix/dataset_index.npy")).type().descriptor())
        .isEqualTo("<i2");
  }

  @Test
  void splitsAreShownForBothTrainers() {
    assertThat(order("split --split 1,1,1 --documents 200"))
        .containsExactly(
            "       GPT-NeoX    Megatron-Core",
            "train  0 to 65     0 to 66",
            "valid  66 to 132   67 to 132",
            "test   133 to 199  133 to 199");
    JsonNode answer = json("split --split 969,30,1 --documents 7");
    assertThat(answer.get("neox").toString())
        .isEqualTo("{\"train\":[0,7],\"valid\":null,\"test\":null}");
    assertThat(answer.get("megatron").toString())
        .isEqualTo("{\"train\":[0,7],\"valid\":[7,7],\"test\":[7,7]}");
    assertThat(json("split --split 99,1,0 --documents 7").get("megatron").get("test"))
        .isEqualTo(Json.tree("null"));
  }

  @Test
  void mistakesAreToldWithTheirCure() throws IOException {
    writeData();
    String neox = "neox" + DATA + " --out cache --seed ";
    String megatron = "megatron" + DATA + " --out cache --seed 1 ";
    assertMistake("expected 0 to 4294967295", neox + "4294967296");
    assertMistake(
        "either --num-samples or --num-epochs", neox + "1 --num-samples 1 --num-epochs 1");
    assertMistake("--part \"tset\"", neox + "1 --part tset");
    assertMistake("--code \"v2\"", neox + "1 --code v2");
    assertMistake("needs samples", neox + "1 --packing pack_until_overflow");
    assertMistake("test has none of 50 documents", neox + "1 --split 99,1,0 --part test");
    assertMistake("\"x\" is no number", neox + "1 --split x");
    assertMistake("has 0 numbers", megatron + "--split x");
    assertMistake("holds at most", megatron + "--num-epochs 2147483647");
    Files.writeString(folder.resolve("bad.json"), "[1]");
    assertMistake(
        "bad.json: expected a JSON object", megatron + "--tokenizer-identifiers bad.json");
    Files.writeString(folder.resolve("null.json"), "null");
    assertMistake(
        "null.json: expected a JSON object with the tokenizer's identifiers; found null",
        megatron + "--tokenizer-identifiers null.json");
    Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xE9, '"'});
    assertMistake(
        "latin.json: expected a JSON object with the tokenizer's identifiers; found bytes that",
        megatron + "--tokenizer-identifiers latin.json");
    assertMistake("sum up to 0", "blend --weights 0,0 --size 3");
    assertMistake("--size -1: expected 0 or more", "blend --weights 1 --size -1");
    String many = "1" + ",1".repeat(254);
    assertMistake(
        "--weights: 255 data sets, --code neox knows at most 254",
        "blend --weights " + many + " --size 3 --out mix");
    assertThat(run("blend --weights " + many + " --size 3 --code megatron")).isZero();
    assertMistake("is no number", "split --split a --documents 3");
    assertThat(run("neox --prefix none --seq-length 8 --seed 1 --out x")).isEqualTo(4);
    assertThat(shell.err()).contains("none.idx: no such file or folder");
  }

  private void assertMistake(String message, String command) {
    assertThat(run(command)).as(shell.out()).isEqualTo(2);
    assertThat(shell.err()).contains(message);
  }

  @Test
  void rootsAndTheOrderMinusAHostFollowFromARelease() throws IOException {
    StringBuilder texts = new StringBuilder();
    for (int d = 0; d < 80; d++) {
      String host = d % 10 == 3 ? "all_gone.test" : d % 20 == 5 ? "a.all_gone.test" : "stays.test";
      if (d == 7 || d == 27) {
        host = d == 7 ? "b\u00fccher.test" : "xn--bcher-kva.test";
      }
      texts.append("{\"url\": \"https://").append(host).append('/').append(d);
      texts.append("\", \"text\": \"");
      for (int w = 0; w < 60; w++) {
        texts.append(word(d * 60 + w)).append(' ');
      }
      texts.append("\"}\n");
    }
    Files.writeString(folder.resolve("texts.jsonl"), texts);
    Files.writeString(
        folder.resolve("plan.yaml"),
        "corpus: small\nsources:\n  texts: {type: jsonl, filter: none, files: texts.jsonl,"
            + " license: CC0-1.0}\norder: {sequence-tokens: 32}\n");
    assertThat(shell.run("run", "plan.yaml", "--run-dir", "run")).as(shell.err()).isZero();

    JsonNode roots = json("roots run/07-release --batch 4 --out steps");
    StepRoots read = StepRoots.read(folder.resolve("steps"));
    assertThat(read.dataId()).isEqualTo(roots.get("release").asText());
    assertThat(order("roots run/07-release --check steps"))
        .containsExactly("all " + read.steps() + " roots are those of " + read.dataId());
    List<byte[]> others = new ArrayList<>();
    for (long step = 0; step < read.steps(); step++) {
      others.add(read.root(step == 5 ? 0 : step));
    }
    BatchPlan plan = new BatchPlan(4);
    StepRoots.of(read.dataId(), plan, others).write(folder.resolve("others"));
    assertThat(run("roots run/07-release --check others")).isEqualTo(1);
    assertThat(shell.out()).startsWith("step 5 has another root");
    StepRoots.of("rel_other", plan, others).write(folder.resolve("others"));
    assertMistake("roots of rel_other", "roots run/07-release --check others");
    assertMistake("either --out or --check", "roots run/07-release");
    assertMistake("--steps: expected", "roots run/07-release --out x --steps -1");
    assertMistake("steps: exists already", "roots run/07-release --out steps");
    String derive = "derive run/07-release --batch 4 ";
    try (Reconstruct release = Reconstruct.open(folder.resolve("run/07-release"))) {
      assertThat(read.steps()).isEqualTo(release.steps(plan));
      StepTree last = new StepTree();
      for (long p = plan.firstPosition(read.steps() - 1); last.size() < 4; p++) {
        last.add(StepTree.leaf(release.tokens(p)));
      }
      assertThat(read.root(read.steps() - 1)).isEqualTo(last.root());

      long steps = release.steps(plan) / 2;
      JsonNode derived =
          json(derive + "--without-host all_GONE.test --steps " + steps + " --out derived");
      DerivedOrder order =
          DerivedOrder.read(
              folder.resolve("derived"), release.content().packedOrder(), release.release().id());
      assertThat(derived.get("documents").asInt()).isEqualTo(12);
      assertThat(derived.get("replaced").asInt()).isEqualTo(order.holes().length).isPositive();
      long lost = 0;
      for (long position = 0; position < order.length(); position++) {
        boolean gone = uris(release, position).anyMatch(uri -> uri.contains("all_gone.test"));
        lost +=
            release.spans(position).stream()
                .filter(span -> span.document().uri().contains("all_gone.test"))
                .mapToLong(Span::inputs)
                .sum();
        assertThat(order.slot(position).equals(release.order().slot(position))).isEqualTo(!gone);
        long[] places = release.order().positions(0, order.slot(position).sequence());
        assertThat(uris(release, places[0])).noneMatch(uri -> uri.contains("all_gone.test"));
      }
      JsonNode removed = derived.get("removed").get(0);
      assertThat(removed.get("source").asText()).isEqualTo("texts");
      assertThat(removed.get("documents").asLong()).isEqualTo(12);
      assertThat(removed.get("tokens").asLong()).isEqualTo(lost).isPositive();
      assertThat(derived.get("order").asText()).isEqualTo(order.id());
      assertCommandsTakeTheOrder(release.release().id(), order);
    }
    assertMistake(
        "derived: exists already", derive + "--without-host all_gone.test --steps 1 --out derived");
    String all = derive + "--without-host all_gone.test --out none --steps ";
    assertMistake("source texts lost", all + read.steps());
    assertThat(shell.err()).contains("nothing was written");
    assertMistake("--steps: expected a number from 0 to " + read.steps(), all + "99999");
    assertThat(folder.resolve("none")).doesNotExist();
    assertMistake(
        "no document of the release is from Other.test",
        derive + "--without-host all_gone.test --without-host Other.test --steps 1 --out none");
    assertMistake("--without-host: expected a name", derive + "--without-host . --steps 1 --out x");
    assertAHostHasAllItsSpellings(derive);
    assertStepsThatAnOrderDoesNotHaveAreTold(derive);
  }

  private void assertAHostHasAllItsSpellings(String derive) throws IOException {
    JsonNode one = json(derive + "--without-host xn--bcher-kva.test --steps 1 --out ascii");
    JsonNode other = json(derive + "--without-host B\u00dcCHER.test. --steps 1 --out new/unicode");
    assertThat(one.get("documents").asInt()).isEqualTo(2);
    assertThat(other.get("order")).isEqualTo(one.get("order"));
    assertThat(answer("seen b\u00fccher.test run/07-release").get("documents").asInt())
        .isEqualTo(2);
  }

  private void assertStepsThatAnOrderDoesNotHaveAreTold(String derive) {
    String host = "--without-host a.all_gone.test --steps ";
    assertThat(run(derive + host + "0 --out none-of-it")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("nothing is replaced");
    String usage = "usage run/07-release --order none-of-it --batch 4";
    assertThat(shell.run(usage.split(" "))).isEqualTo(2);
    assertThat(shell.err())
        .contains("has 0 sequences, which is no step; derive the order for more");
    assertThat(run(derive + host + "2 --out eight")).as(shell.err()).isZero();
    assertThat(shell.run("usage run/07-release --order eight --batch 3".split(" "))).isZero();
    assertThat(shell.err()).contains("of the 8 sequences of this order steps of 3 leave 2 out");
  }

  private JsonNode answer(String command) {
    assertThat(shell.run((command + " --json").split(" "))).as(shell.err()).isZero();
    return Json.tree(shell.out());
  }

  /** Commands that ask what a training read, about one that read in the order that was derived. */
  private void assertCommandsTakeTheOrder(String releaseId, DerivedOrder order) throws IOException {
    String derived = " run/07-release --batch 4 --order derived";
    long steps = order.length() / 4;
    long step = order.holes()[0] / 4;
    JsonNode usage = answer("usage" + derived);
    try (Reconstruct training =
        Reconstruct.open(
            ReleasePlace.of(folder.resolve("run/07-release")), folder.resolve("derived"))) {
      JsonNode read = answer("reconstruct --step " + step + derived);
      assertThat(read.get("order").asText()).isEqualTo(order.id());
      assertThat(read.get("steps").asLong()).isEqualTo(steps);
      for (int i = 0; i < 4; i++) {
        JsonNode tokens = read.get("sequences").get(i).get("tokens");
        assertThat(tokens).isEqualTo(Json.tree(Arrays.toString(training.tokens(4 * step + i))));
      }
      assertThat(shell.run(("batch --step " + step + derived).split(" "))).isZero();
      assertThat(shell.out()).doesNotContain("all_gone.test").contains("stays.test");
      assertThat(shell.run(("batch --step " + steps + derived).split(" "))).isEqualTo(2);
      assertThat(shell.err()).contains(releaseId + "/" + order.id() + " feeds " + steps + " steps");

      JsonNode seen = answer("seen all_gone.test" + derived);
      assertThat(seen.get("documents").asInt()).isEqualTo(12);
      assertThat(seen.get("occurrences").asInt()).isZero();
      assertThat(usage.get("lastStep").asLong()).isEqualTo(steps - 1);
      assertThat(usage.get("tokens").asLong()).isEqualTo(steps * 4 * 32);

      Files.writeString(folder.resolve("terms"), "all_gone\nba\n");
      JsonNode terms = answer("terms count terms" + derived);
      assertThat(terms.get("order").asText()).isEqualTo(order.id());
      assertThat(terms.get("steps").get(0).asLong()).isEqualTo(steps);
      answer("memorize prompts --out study --prompt 4 --continuation 4" + derived);
      String score = "memorize score study run/07-release --generated study/continuations.npy";
      assertThat(answer(score + " --order derived").get("memorized").asLong()).isEqualTo(4 * steps);
      assertThat(shell.run(score.split(" "))).isEqualTo(2);
      assertThat(shell.err()).contains("the study is one of " + releaseId + "/" + order.id());

      answer("chain --out chain" + derived);
      String check = "chain run/07-release --check chain";
      assertThat(answer(check + " --order derived").get("equalSteps").asLong()).isEqualTo(steps);
      assertThat(shell.run(check.split(" "))).isEqualTo(2);
      assertThat(shell.err()).contains("a derived order with --order");

      JsonNode roots = answer("order roots --out roots" + derived);
      assertThat(roots.get("order").asText()).isEqualTo(order.id());
      StepTree tree = new StepTree();
      for (long p = 4 * step; p < 4 * step + 4; p++) {
        tree.add(StepTree.leaf(training.tokens(p)));
      }
      assertThat(StepRoots.read(folder.resolve("roots")).root(step)).isEqualTo(tree.root());
      answer("order roots run/07-release --check roots --order derived");
      assertMistake("roots of " + releaseId + "/ord_", "roots run/07-release --check roots");

      String rows = "shards convert --to preshuffled --out rows/document";
      JsonNode plan =
          Json.tree(Files.readString(Path.of(answer(rows + derived).get("plan").asText())));
      assertThat(plan.get("derived-order").asText()).isEqualTo(order.id());
      assertThat(plan.get("order").asText()).isEqualTo(DerivedOrder.NAME);
      try (IndexedDatasetReader data = IndexedDatasetReader.open(folder.resolve("rows/document"))) {
        assertThat(data.sequenceCount()).isEqualTo(order.length());
        for (long p = 0; p < order.length(); p++) {
          assertThat(data.sequence(p)).isEqualTo(training.tokens(p));
        }
      }
      String verify = "shards verify rows/document --items rows --against run/07-release";
      answer(verify + " --order derived");
      assertThat(shell.run(verify.split(" "))).isEqualTo(1);
    }
    answer("release prepare run/07-release --text --chain 4");
    JsonNode prepared = answer("usage" + derived);
    assertThat(prepared).isEqualTo(usage);
    JsonNode checked = answer("chain run/07-release --check chain --order derived");
    assertThat(checked.get("replayedSteps").asLong()).isEqualTo(steps);
    JsonNode traced = answer("trace ba" + derived);
    assertThat(traced.get("steps").asLong()).isEqualTo(steps);
    assertThat(traced.get("count").asLong()).isPositive();
    String idle = " --order derived --out none";
    assertThat(shell.run(("shards convert run/07-release --to megatron" + idle).split(" ")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--order is for the training sequences of a release");
    assertThat(shell.run(("shards convert rows/document --to mds" + idle).split(" "))).isEqualTo(2);
    assertThat(shell.err()).contains("--order is for releases only");
    Files.writeString(
        folder.resolve("broken"), Files.readString(folder.resolve("derived")).strip());
    assertThat(shell.run("usage run/07-release --order broken".split(" "))).isEqualTo(3);
    assertThat(shell.err()).contains("broken:" + (order.holes().length + 1) + ": expected");
    for (String other : List.of("run", "run/07-release/manifest.json")) {
      assertThat(shell.run(("usage run/07-release --order " + other).split(" "))).isEqualTo(2);
      assertThat(shell.err()).contains(other + ": ").hasSizeLessThan(500);
    }
  }

  /** A word of letters, as numbers are all the same to the search for near-duplicates. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder("w");
    for (int left = number; left > 0; left /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(left % 20)).append('a');
    }
    return word.toString();
  }

  private static Stream<String> uris(Reconstruct release, long position) throws IOException {
    return release.spans(position).stream().map(Span::document).map(document -> document.uri());
  }
}
