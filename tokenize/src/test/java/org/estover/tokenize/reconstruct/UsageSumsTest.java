package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.FormatTooNewException;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.release.SourceShare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UsageSumsTest {
  private static final BatchPlan ONE = new BatchPlan(1);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void anyRangeIsWhatLookingAtEachOfItsPositionsCounts(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    write(seed);
    int shift = random.nextInt(5);
    try (Reconstruct walking = Reconstruct.open(folder);
        UsageSums sums = sums(shift)) {
      long length = walking.order().length();
      assertThat(length).isGreaterThan(200);
      for (int i = 0; i < 150; i++) {
        long from = i < 2 ? 0 : random.nextLong(length + 1);
        long to = i == 0 ? length : from + random.nextLong(length + 1 - from);
        UsageCount count = new UsageCount(walking.order(), walking.streams());
        count.add(from, to);
        assertThat(sums.usage(from, to, walking.content().packedOrder(), walking.streams()))
            .isEqualTo(count.shares());
      }
    }
  }

  @Test
  void aReleaseUsesItsSumsAndAnswersAlike() throws IOException {
    write(4);
    List<SourceShare> walked;
    try (Reconstruct release = Reconstruct.open(folder)) {
      walked = release.usage(1, release.steps(ONE), ONE);
      release.writeUsageSums();
      assertThat(release.usage(1, release.steps(ONE), ONE)).isEqualTo(walked);
    }
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
    Path file = folder.resolve(UsageSums.NAME);
    byte[] bytes = Files.readAllBytes(file);
    bytes[UsageSums.HEADER_SIZE + 2] ^= 1;
    Files.write(file, bytes);
    try (Reconstruct release = Reconstruct.open(folder)) {
      assertThatThrownBy(() -> release.usage(0, release.steps(ONE), ONE))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining("order.usage: checksum mismatch in block 0");
    }
  }

  @Test
  void theBytesDependOnTheReleaseOnly() throws IOException {
    write(5);
    sums(3).close();
    byte[] first = Files.readAllBytes(folder.resolve(UsageSums.NAME));
    sums(3).close();
    assertThat(folder.resolve(UsageSums.NAME)).hasBinaryContent(first);
  }

  @Test
  void sumsOfAnotherReleaseAreRefused() throws IOException {
    write(6);
    sums(2).close();
    byte[] sums = Files.readAllBytes(folder.resolve(UsageSums.NAME));
    sums[16] ^= 1;
    rewrite(sums);
    assertThatThrownBy(() -> UsageSums.find(Release.open(folder)))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining("order.usage: it was made from rel_")
        .hasMessageEndingWith("make it again with \"estover release prepare\"");
  }

  @Test
  void anyWrongByteUnderRightSumsIsNoticedOrChangesNoTotal() throws IOException {
    write(7);
    sums(3).close();
    byte[] intact = Files.readAllBytes(folder.resolve(UsageSums.NAME));
    int noticed = 0;
    int tried = 0;
    for (int at = 0; at < intact.length; at += 41) {
      byte[] bytes = intact.clone();
      bytes[at] ^= (byte) 0x55;
      rewrite(bytes);
      tried++;
      try (Reconstruct release = Reconstruct.open(folder)) {
        long length = release.order().length();
        for (long to = 0; to <= length; to += 8) {
          List<SourceShare> usage = release.usage(0, to, ONE);
          assertThat(usage.stream().mapToLong(SourceShare::tokens).sum())
              .isEqualTo(to * release.order().sequenceTokens());
        }
      } catch (CorruptReleaseException | FormatTooNewException e) {
        noticed++;
      }
    }
    // What no total contradicts are names and swaps between shares: those only the sums protect.
    assertThat(noticed).isGreaterThan(tried / 2);
    for (int size : new int[] {0, 1, 47, 60, intact.length - 1}) {
      rewrite(Arrays.copyOf(intact, size));
      assertThatThrownBy(() -> UsageSums.find(Release.open(folder)))
          .as(size + " bytes")
          .isInstanceOf(CorruptReleaseException.class);
    }
  }

  private void rewrite(byte[] bytes) throws IOException {
    Files.write(folder.resolve(UsageSums.NAME), bytes);
    BlockSums.write(folder.resolve(UsageSums.NAME));
  }

  private UsageSums sums(int shift) throws IOException {
    try (Reconstruct release = Reconstruct.open(folder)) {
      PackedOrder order = release.content().packedOrder();
      UsageSumsWriter.write(release.release(), order, release.streams(), shift);
      return UsageSums.find(release.release()).orElseThrow();
    }
  }

  private void write(long seed) throws IOException {
    SmallRelease.write(
        folder,
        4 + (int) seed,
        List.of(
            SmallRelease.source("books", "2.5", 1, 40, 60, seed),
            SmallRelease.source("web", "1", 2, 150, 12, seed + 200)));
  }
}
