package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.jobs.stage.ZstdShards;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.ReleaseDocuments;
import org.estover.tokenize.reconstruct.ReleaseRows;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.ItemDifference;
import org.estover.tokenize.shard.TokenFiles;
import org.estover.tokenize.shard.TokenItems;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardsCommandTest {
  private static final int INPUTS = 8;
  private static final int DOCUMENTS = 60;

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void writeRelease() throws IOException {
    shell = new Shell(folder);
    TestRelease.write(folder.resolve("rel"), 7, INPUTS, DOCUMENTS);
  }

  /** Spark with one worker and with three, against one writer in this process. */
  @Test
  void everyFormatIsTheSameForAnyNumberOfWorkers() throws IOException {
    List<List<String>> targets =
        List.of(
            List.of("megatron", "documents"),
            List.of("preshuffled", "document"),
            List.of("preshuffled", "sliced", "--slices", "500"),
            List.of("datatrove", "documents.ds"),
            List.of("datatrove", "rows.ds", "--items", "rows"),
            List.of("olmo", "part-0.npy", "--window", "9"),
            List.of("mds", "rows-mds", "--shard-size", "500B"),
            List.of("mds", "documents-mds", "--items", "documents", "--shard-size", "500B"),
            List.of("mds", "packed-mds", "--shard-size", "500B", "--zstd", "19"));
    Map<String, byte[]> one = convertAll(targets, "one", "local[1]");
    Map<String, byte[]> three = convertAll(targets, "three", "local[3]");
    assertThat(three.keySet()).isEqualTo(one.keySet());
    one.forEach((file, bytes) -> assertThat(three.get(file)).as(file).isEqualTo(bytes));
    assertThat(one.keySet().stream().filter(file -> file.startsWith("rows-mds/")))
        .hasSizeGreaterThan(4);
    assertThat(one).containsKeys("sliced-00000-of-00004.bin", "sliced.idx", "part-0.json");
    assertThat(one.keySet()).noneMatch(file -> file.contains("tmp") || file.contains("scratch"));

    try (TokenItems rows = ReleaseRows.of(Reconstruct.open(folder.resolve("rel")));
        TokenItems documents = ReleaseDocuments.of(Release.open(folder.resolve("rel")))) {
      for (List<String> target : targets) {
        Path path = folder.resolve("one").resolve(target.get(1));
        boolean isDocuments = !Files.exists(folder.resolve("one/" + target.get(1) + ".plan.json"));
        try (TokenFiles files = TokenFiles.open(path, new ZstdShards(3)).orElseThrow()) {
          files.items().verify();
          assertThat(ItemDifference.find(files.items(), isDocuments ? documents : rows))
              .as(target.toString())
              .isEmpty();
        }
      }
    }
  }

  private Map<String, byte[]> convertAll(List<List<String>> targets, String to, String master)
      throws IOException {
    for (List<String> target : targets) {
      List<String> words = new ArrayList<>(List.of("shards", "convert", "rel"));
      words.addAll(List.of("--to", target.get(0), "--out", to + "/" + target.get(1)));
      words.addAll(target.subList(2, target.size()));
      words.addAll(List.of("--master", master));
      fine(words.toArray(String[]::new));
    }
    Map<String, byte[]> files = new TreeMap<>();
    Path root = folder.resolve(to);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void filesAreConvertedFromFormatToFormat() {
    fine("shards", "convert", "rel", "--to", "megatron", "--out", "a");
    fine("shards", "convert", "a", "--to", "datatrove", "--out", "b.ds");
    fine("shards", "convert", "b.ds", "--to", "olmo", "--out", "c.npy");
    fine("shards", "convert", "c.npy", "--to", "mds", "--out", "d", "--zstd", "3");
    fine("shards", "convert", "d", "--to", "megatron", "--out", "e", "--json");
    JsonNode answer = Json.tree(shell.out());
    assertThat(answer.get("items").asInt()).isEqualTo(DOCUMENTS);
    assertThat(answer.get("files")).hasSize(2);
    assertThat(folder.resolve("e.bin")).hasSameBinaryContentAs(folder.resolve("a.bin"));
    assertThat(folder.resolve("e.idx")).hasSameBinaryContentAs(folder.resolve("a.idx"));
    fine("shards", "verify", "d", "--against", "rel", "--vocabulary", "50257");
    assertThat(shell.out()).contains(DOCUMENTS + " items, all as they should be");
    fine("shards", "verify", "rel");
  }

  @Test
  void partsAreConvertedToo() throws IOException {
    fine(
        "shards",
        "convert",
        "rel",
        "--to",
        "preshuffled",
        "--out",
        "steps",
        "--from",
        "8",
        "--until",
        "20",
        "--batch",
        "4");
    assertThat(folder.resolve("steps.plan.json"))
        .content()
        .contains("\"first-step\":2")
        .contains("\"steps\":3");
    fine("batch", "rel", "--step", "2", "--batch", "4", "--npy", "step2.npy");
    byte[] rows = Files.readAllBytes(folder.resolve("steps.bin"));
    byte[] array = Files.readAllBytes(folder.resolve("step2.npy"));
    int size = 4 * (INPUTS + 1) * 2;
    assertThat(Arrays.copyOf(rows, size)).isEqualTo(Arrays.copyOfRange(array, 128, 128 + size));
    fine("shards", "convert", "steps", "--to", "datatrove", "--out", "two.ds", "--until", "2");
    assertThat(folder.resolve("two.ds")).hasSize(2 * (INPUTS + 1) * 2);
    fine("shards", "convert", "rel", "--to", "megatron", "--out", "web", "--source", "web");
    refused("source \"books\"", "rel", "--to", "megatron", "--out", "books", "--source", "books");
  }

  @Test
  void whatFilesHoldIsShown() {
    fine("shards", "convert", "rel", "--to", "preshuffled", "--out", "rows");
    fine("shards", "inspect", "rows.idx");
    assertThat(shell.out()).contains("tokens of an item").contains("rows.bin");
    fine("shards", "inspect", "rows", "--json");
    JsonNode data = Json.tree(shell.out());
    assertThat(data.get("format").asText()).isEqualTo("megatron");
    assertThat(data.get("shortestItem").asInt()).isEqualTo(INPUTS + 1);
    assertThat(data.get("longestItem").asInt()).isEqualTo(INPUTS + 1);
    fine("shards", "inspect", "rel", "--json");
    JsonNode release = Json.tree(shell.out());
    assertThat(release.get("documents").asInt()).isEqualTo(DOCUMENTS);
    assertThat(release.get("positions").asLong()).isEqualTo(data.get("items").asLong());
    fine("shards", "inspect", "rel");
    assertThat(shell.out()).contains("tokenizer gpt2");
  }

  @Test
  void anAddressIsNotVerifiedAsIfItWereAFolder() {
    for (List<String> command : List.of(List.of("verify"), List.of("shards", "verify"))) {
      List<String> words = new ArrayList<>(command);
      words.add("http://127.0.0.1:1/rel");
      assertThat(shell.run(words.toArray(String[]::new))).isEqualTo(2);
      assertThat(shell.err()).contains("fetch the release");
    }
  }

  @Test
  void differencesAreExitCodeOneAndDamageIsThree() throws IOException {
    fine("shards", "convert", "rel", "--to", "preshuffled", "--out", "rows");
    fine("shards", "verify", "rows", "--against", "rel", "--items", "rows");
    byte[] bin = Files.readAllBytes(folder.resolve("rows.bin"));
    bin[5 * (INPUTS + 1) * 2] ^= 1;
    Files.write(folder.resolve("rows.bin"), bin);
    assertThat(shell.run("shards", "verify", "rows", "--against", "rel", "--items", "rows"))
        .isEqualTo(1);
    assertThat(shell.out()).contains("item 5 differs from that of rel: token ").contains(" at 0");
    assertThat(shell.run("shards", "verify", "rows", "--vocabulary", "3", "--json")).isEqualTo(1);
    assertThat(Json.tree(shell.out()).get("findings").get(0).asText()).contains("not below 3");
    Files.write(folder.resolve("rows.bin"), Arrays.copyOf(bin, bin.length - 1));
    assertThat(shell.run("shards", "verify", "rows")).isEqualTo(3);
    assertThat(shell.err()).contains("rows.bin:" + (bin.length - 1) + ": expected");
    Path shard;
    try (Stream<Path> all = Files.list(folder.resolve("rel"))) {
      shard = all.filter(file -> file.toString().endsWith(".bin")).findFirst().orElseThrow();
    }
    byte[] tokens = Files.readAllBytes(shard);
    tokens[3] ^= 1;
    Files.write(shard, tokens);
    assertThat(shell.run("shards", "verify", "rel")).isEqualTo(3);
    assertThat(
            shell.run(
                "shards",
                "convert",
                "rel",
                "--to",
                "megatron",
                "--out",
                "x",
                "--master",
                "local[2]"))
        .isEqualTo(3);
    assertThat(shell.err()).contains("checksum mismatch in block 0");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().matches("\\.?x.*"));
    }
  }

  @Test
  void impossibleConversionsAreUsageErrors() throws IOException {
    fine("shards", "convert", "rel", "--to", "megatron", "--out", "a");
    try (IndexedDatasetWriter uneven =
        IndexedDatasetWriter.create(folder.resolve("uneven"), TokenWidth.UINT16)) {
      for (int tokens = 0; tokens < 2; tokens++) {
        uneven.append(new int[tokens], 0, tokens);
        uneven.endSequence();
        uneven.endDocument();
      }
      uneven.finish();
    }
    refused("item 0 has 0 tokens", "uneven", "--to", "mds", "--out", "x");
    refused("--to \"hdf5\": expected megatron or", "rel", "--to", "hdf5", "--out", "x");
    refused("nowhere: neither token files nor", "nowhere", "--to", "mds", "--out", "x");
    refused("a name that ends in .ds", "rel", "--to", "datatrove", "--out", "x");
    refused("a name that ends in .npy", "rel", "--to", "olmo", "--out", "x");
    refused("exists already", "rel", "--to", "megatron", "--out", "a");
    refused("exists already", "rel", "--to", "mds", "--out", "rel");
    refused("no such items", "rel", "--to", "mds", "--out", "x", "--from", "100000");
    refused("no such items", "rel", "--to", "mds", "--out", "x", "--from", "3", "--until", "2");
    refused("begin at multiples of it", "rel", "--to", "preshuffled", "--out", "x", "--from", "5");
    refused("no training sequences", "uneven", "--to", "preshuffled", "--out", "x");
    refused(
        "use --to megatron", "rel", "--to", "preshuffled", "--out", "x", "--items", "documents");
    refused("rows mix the sources", "rel", "--to", "mds", "--out", "x", "--source", "web");
    refused("--items \"words\"", "rel", "--to", "olmo", "--out", "x.npy", "--items", "words");
    refused("--shard-size", "rel", "--to", "mds", "--out", "x", "--shard-size", "5GiB");
    refused("zstd level 30", "rel", "--to", "mds", "--out", "x", "--zstd", "30");
    refused("--window 0", "rel", "--to", "olmo", "--out", "x.npy", "--window", "0");
    refused("--zstd is for --to mds only", "rel", "--to", "megatron", "--out", "x", "--zstd", "3");
    refused("--window is for --to olmo", "rel", "--to", "mds", "--out", "x", "--window", "8");
    refused("--slices is for", "rel", "--to", "mds", "--out", "x", "--slices", "100");
    refused("--source is for releases", "a", "--to", "mds", "--out", "x", "--source", "web");
    refused("--items is for releases", "a", "--to", "mds", "--out", "x", "--items", "documents");
    refused("--slices -1", "rel", "--to", "megatron", "--out", "x", "--slices", "-1");
    refused("\"many\" is no size", "rel", "--to", "mds", "--out", "x", "--shard-size", "many");
    refused("is no Spark master", "rel", "--to", "megatron", "--out", "x", "--master", "local[0]");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("rel", "a.bin", "a.idx", "uneven.bin", "uneven.idx");
    }
  }

  @Test
  void aReleaseElsewhereIsNotVerified() {
    assertThat(shell.run("shards", "verify", "http://releases.test/rel/")).isEqualTo(2);
    assertThat(shell.err()).contains("only files that are here are verified as a whole");
  }

  private void fine(String... arguments) {
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
  }

  private void refused(String message, String... arguments) {
    List<String> words = new ArrayList<>(List.of("shards", "convert"));
    words.addAll(List.of(arguments));
    assertThat(shell.run(words.toArray(String[]::new))).as(String.join(" ", words)).isEqualTo(2);
    assertThat(shell.err()).contains(message);
  }
}
