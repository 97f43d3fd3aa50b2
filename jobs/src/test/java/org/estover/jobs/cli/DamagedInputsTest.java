package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that is damaged in every way, through the command line. */
final class DamagedInputsTest {
  private static final int WHOLE = 12;
  private static final String PLAN =
      """
      corpus: damaged
      sources:
        texts: {type: jsonl, filter: none, license: CC0-1.0, files: "data/*.jsonl*"}
        pages: {type: warc, filter: none, license: CC0-1.0, files: "data/*.warc.gz"}
        code: {type: archive, license: CC0-1.0, files: "data/*.zip"}
        tables: {type: parquet, filter: none, license: CC0-1.0, files: "data/*.parquet"}
      order:
        sequence-tokens: 64
      """;

  @TempDir private Path folder;

  static LongStream seeds() {
    Long one = Long.getLong("seed");
    return one == null ? LongStream.of(1, 2) : LongStream.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damageIsCountedSetAsideAndSurvived(long seed) throws IOException {
    List<String> damaged = damagedFiles(new SplittableRandom(seed));
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[2]")).as(shell.err()).isZero();
    for (String file : damaged) {
      assertThat(shell.err()).containsPattern("warning: " + file + ": .* at \\d+ \\([a-z0-9-]+\\)");
    }
    List<JsonNode> asides = asides();
    assertThat(asides.stream().map(aside -> aside.path("file").asText()).distinct())
        .containsExactlyInAnyOrderElementsOf(damaged);
    assertThat(shell.run("report", "--json")).isZero();
    JsonNode crawl = Json.tree(shell.out()).at("/stages/01-crawl/documents");
    assertThat(sum(crawl.path("aside"))).isEqualTo(asides.size());
    assertThat(crawl.path("aside").properties().stream().map(e -> e.getKey()))
        .contains("empty-file", "record-too-long", "not-utf8", "nul-byte", "gzip-truncated");
    assertThat(crawl.path("out").asLong()).isGreaterThanOrEqualTo(WHOLE + 2L);
    assertEveryUnitBalances(Json.tree(shell.out()).path("stages"));
    assertThat(shell.run("run", "plan.yaml", "--strict")).isEqualTo(3);
    assertThat(shell.run("verify")).isZero();
    String shard = damagedShard(new SplittableRandom(seed));
    assertThat(shell.run("verify")).isEqualTo(3);
    assertThat(shell.out())
        .startsWith(shard + ": checksum mismatch in block 0 (bytes 0-4095); the file is damaged");
  }

  private String damagedShard(SplittableRandom random) throws IOException {
    try (var files = Files.list(folder.resolve(".estover/runs/damaged/07-release"))) {
      Path shard = files.filter(file -> file.toString().endsWith(".bin")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(shard);
      bytes[random.nextInt(Math.min(bytes.length, 4096))] ^= 4;
      Files.write(shard, bytes);
      return String.valueOf(shard.getFileName());
    }
  }

  @Test
  void whereNothingSurvivesNothingIsPublished() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("plan.yaml"), "corpus: a\nsources:\n  s: {type: jsonl, files: data/*}\n");
    Files.writeString(folder.resolve("data/short.jsonl"), "{\"text\": \"too short\"}\nnot json\n");
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]")).isEqualTo(1);
    assertThat(shell.err())
        .containsPattern("-1 .*dropped: gopher-quality-whitespace-v1: gopher_short_doc\n")
        .contains("warning: short.jsonl: one place could not be read, at 22 (json-syntax)")
        .contains("no document is left, so nothing was published");
    assertThat(folder.resolve(".estover/runs/a/07-release")).doesNotExist();
    assertThat(shell.run("publish")).isEqualTo(1);
    assertThat(shell.err()).contains("estover report");
    assertThat(folder.resolve(".estover/ledger")).doesNotExist();
  }

  @Test
  void ofAnEmptyCorpusNoWorkingFilesStay() throws IOException {
    Files.writeString(
        folder.resolve("plan.yaml"), "corpus: a\nsources:\n  s: {type: jsonl, files: a.jsonl}\n");
    Files.createFile(folder.resolve("a.jsonl"));
    Shell shell = new Shell(folder);
    assertThat(shell.run("run", "plan.yaml", "--master", "local[1]")).isEqualTo(1);
    assertThat(folder.resolve(".estover/runs/a/04-dedupe/verdicts")).isEmptyDirectory();
    assertThat(folder.resolve(".estover/runs/a/04-dedupe/features")).doesNotExist();
  }

  /** Writes the plan and all files, twelve whole documents among them; names the damaged ones. */
  private List<String> damagedFiles(SplittableRandom random) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    Files.write(data.resolve("whole.jsonl"), lines(random, WHOLE));
    byte[] packed = gzip(lines(random, 200));
    Files.write(data.resolve("cut.jsonl.gz"), cut(random, packed));
    Files.write(data.resolve("cut.warc.gz"), cut(random, gzip(page(random))));
    Files.write(data.resolve("garbage.jsonl"), garbage(random));
    byte[] garbled = garbage(random);
    System.arraycopy(packed, 0, garbled, 0, 10);
    Files.write(data.resolve("garbled.jsonl.gz"), garbled);
    Files.write(data.resolve("garbage.warc.gz"), garbage(random));
    Files.write(data.resolve("garbage.zip"), garbage(random));
    Files.write(data.resolve("garbage.parquet"), garbage(random));
    for (String name : List.of("empty.jsonl", "empty.warc.gz", "empty.zip", "empty.parquet")) {
      Files.createFile(data.resolve(name));
    }
    Files.write(data.resolve("nul.jsonl"), nul(random));
    Files.writeString(
        data.resolve("latin.jsonl"), "{\"text\": \"caf\u00e9 au lait\"}\n", ISO_8859_1);
    writeLongLine(data.resolve("long.jsonl"), random);
    try (var files = Files.list(data)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("whole.jsonl"))
          .toList();
    }
  }

  /** A line above the limit of 64 MiB, and a whole document behind it. */
  private static void writeLongLine(Path file, SplittableRandom random) throws IOException {
    byte[] much = new byte[1 << 20];
    Arrays.fill(much, (byte) 'a');
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"text\": \"".getBytes(UTF_8));
      for (int i = 0; i < 65 + random.nextInt(5); i++) {
        out.write(much);
      }
      out.write("\"}\n".getBytes(UTF_8));
      out.write(lines(random, 1));
    }
  }

  private static byte[] nul(SplittableRandom random) {
    byte[] lines = lines(random, 2);
    lines[20 + random.nextInt(100)] = 0;
    return lines;
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[10_000 + random.nextInt(10_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] cut(SplittableRandom random, byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2 + random.nextInt(whole.length / 3));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] page(SplittableRandom random) {
    String http =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text(random, 900);
    String record =
        """
        WARC/1.1
        WARC-Type: response
        WARC-Date: 2026-01-02T03:04:05Z
        WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>
        WARC-Target-URI: http://open.test/
        Content-Type: application/http;msgtype=response
        Content-Length:\s"""
            .replace("\n", "\r\n");
    return (record + http.length() + "\r\n\r\n" + http + "\r\n\r\n").getBytes(UTF_8);
  }

  private static byte[] lines(SplittableRandom random, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"text\": \"").append(text(random, 60)).append("\"}\n");
    }
    return lines.toString().getBytes(UTF_8);
  }

  private static String text(SplittableRandom random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
    }
    return text.toString().strip();
  }

  private List<JsonNode> asides() throws IOException {
    List<JsonNode> asides = new ArrayList<>();
    try (var files = Files.list(folder.resolve(".estover/runs/damaged/01-crawl/aside"))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode aside = Json.tree(line);
          assertThat(aside.path("offset").asLong(-1)).as(line).isNotNegative();
          assertThat(aside.path("reason").asText()).as(line).matches("[a-z0-9]+(-[a-z0-9]+)*");
          asides.add(aside);
        }
      }
    }
    return asides;
  }

  private static void assertEveryUnitBalances(JsonNode stages) {
    int units = 0;
    for (JsonNode stage : stages) {
      for (JsonNode unit : stage) {
        assertThat(unit.path("in").asLong() + unit.path("expanded").asLong())
            .isEqualTo(
                unit.path("out").asLong() + sum(unit.path("dropped")) + sum(unit.path("aside")));
        units++;
      }
    }
    assertThat(units).isGreaterThanOrEqualTo(14);
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
