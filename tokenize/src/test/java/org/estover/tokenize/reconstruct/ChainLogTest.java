package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estover.tokenize.Seeds;
import org.estover.tokenize.order.BatchPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChainLogTest {
  private static final String RELEASE = "rel_" + "0123456789abcdef".repeat(2);
  private static final String HEAD = BatchChain.NAME + " " + RELEASE + " 4\n";

  @TempDir Path folder;

  static LongStream seeds() {
    return Seeds.seeds();
  }

  private static String digest(long number) {
    return BatchChain.of("" + number).hex();
  }

  private ChainLog read(String text) throws IOException {
    Path file = folder.resolve("run.chain");
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return ChainLog.read(file);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Path file = folder.resolve("run.chain");
    BatchChain chain = BatchChain.of(RELEASE);
    try (ChainLog.Writer writer = ChainLog.write(file, RELEASE, new BatchPlan(4))) {
      for (int step = 0; step < 100; step++) {
        writer.add(chain);
        chain = chain.then(BatchChain.stepSha256(List.of(new int[] {step})));
      }
      assertThat(file).doesNotExist();
      writer.finish();
    }
    ChainLog log = ChainLog.read(file);
    assertThat(log.dataId()).isEqualTo(RELEASE);
    assertThat(log.plan()).isEqualTo(new BatchPlan(4));
    assertThat(log.size()).isEqualTo(100);
    assertThat(log.steps()).isEqualTo(99);
    assertThat(log.takenBack()).isZero();
    assertThat(log.chain(0)).isEqualTo(BatchChain.of(RELEASE));
    assertThat(log.chain(99).then(BatchChain.stepSha256(List.of(new int[] {99})))).isEqualTo(chain);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLogMayBeOfADerivedOrder() throws IOException {
    String data = RELEASE + "/ord_" + "0a".repeat(16);
    assertThat(read(BatchChain.NAME + " " + data + " 4\n1 " + digest(1) + "\n").dataId())
        .isEqualTo(data);
    refused(1, BatchChain.NAME + " " + data + "0 4\n");
    refused(1, BatchChain.NAME + " " + RELEASE + "/ 4\n");
  }

  @Test
  void whatIsNotFinishedLeavesNothing() throws IOException {
    try (ChainLog.Writer writer =
        ChainLog.write(folder.resolve("run.chain"), RELEASE, new BatchPlan(4))) {
      writer.add(BatchChain.of(RELEASE));
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** As a map from steps to values would do it, which a line takes back from its step on. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aLineTakesBackWhatWasLoggedFromItsStepOn(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(HEAD);
    TreeMap<Long, String> expected = new TreeMap<>();
    long steps = 0;
    long takenBack = 0;
    for (int line = 0; line < 300; line++) {
      steps = random.nextInt(12) == 0 ? random.nextLong(steps + 1) : steps + 1 + random.nextInt(3);
      String value = digest(random.nextLong());
      text.append(steps).append(' ').append(value).append('\n');
      takenBack += expected.tailMap(steps, true).size();
      expected.tailMap(steps, true).clear();
      expected.put(steps, value);
    }
    ChainLog log = read(text.toString());
    assertThat(log.size()).isEqualTo(expected.size());
    assertThat(log.takenBack()).isEqualTo(takenBack);
    int index = 0;
    for (var entry : expected.entrySet()) {
      assertThat(log.chain(index))
          .isEqualTo(BatchChain.at(entry.getKey(), HexFormat.of().parseHex(entry.getValue())));
      index++;
    }
    for (long at = 0; at <= steps + 1; at++) {
      int found = log.floor(at);
      assertThat(found < 0 ? -1 : log.steps(found)).isEqualTo(floor(expected, at));
    }
  }

  private static long floor(NavigableMap<Long, String> values, long at) {
    Long floor = values.floorKey(at);
    return floor == null ? -1 : floor;
  }

  @Test
  void aLineWithoutItsEndIsIgnored() throws IOException {
    String whole = HEAD + "1 " + digest(1) + "\n";
    for (String cut : List.of("", "2", "2 ", "2 abc", "2 " + digest(2))) {
      assertThat(read(whole + cut).steps()).as(cut).isEqualTo(1);
    }
    assertThat(read(HEAD).size()).isZero();
    assertThat(read(HEAD).steps()).isZero();
  }

  @Test
  void damageIsNamedByItsLine() {
    String good = "1 " + digest(1) + "\n";
    refused(1, "");
    refused(1, HEAD.strip());
    refused(1, "estover.chain.v2 " + RELEASE + " 4\n");
    refused(1, BatchChain.NAME + " rel_12 4\n");
    refused(1, BatchChain.NAME + " " + RELEASE + " 0\n");
    refused(1, BatchChain.NAME + " " + RELEASE + " 1234567890\n");
    refused(1, HEAD.strip() + "\r\n");
    refused(3, HEAD + good + "\n");
    refused(3, HEAD + good + "2\t" + digest(2) + "\n");
    refused(3, HEAD + good + "02 " + digest(2) + "\n");
    refused(3, HEAD + good + "-2 " + digest(2) + "\n");
    refused(3, HEAD + good + "2 " + digest(2).substring(1) + "\n" + good);
    refused(3, HEAD + good + "2 " + digest(2).replace(digest(2).charAt(0), 'g') + "\n");
    refused(3, HEAD + good + "12345678901234567890 " + digest(2) + "\n");
    refused(2, HEAD + "1 \u00e9" + digest(2).substring(2) + "\n");
  }

  @Test
  void aFileWithoutLinesIsNotReadIntoMemory() {
    refused(1, "x".repeat(5_000_000));
    refused(2, HEAD + "1 ".repeat(2_500_000));
  }

  private void refused(long line, String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ChainLogException.class)
        .hasMessageContaining("run.chain:" + line + ": expected ")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }
}
