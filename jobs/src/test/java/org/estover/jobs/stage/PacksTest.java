package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PacksTest {
  private static final long MIB = 1L << 20;

  record Sized(int number, long size) implements Packs.Sized {
    private static final long serialVersionUID = 1L;
  }

  private static List<Sized> files(long... sizes) {
    List<Sized> files = new ArrayList<>();
    for (long size : sizes) {
      files.add(new Sized(files.size(), size));
    }
    return files;
  }

  @Test
  void everyFileIsInOnePackAndTheOrderStays() {
    SplittableRandom random = new SplittableRandom(20261126);
    for (int round = 0; round < 1000; round++) {
      long[] sizes = random.longs(random.nextInt(50), 0, 100 * MIB).toArray();
      List<Sized> files = files(sizes);
      List<List<Sized>> packs = Packs.of(files, random.nextInt(1, 9));
      assertThat(packs.stream().flatMap(List::stream)).containsExactlyElementsOf(files);
      assertThat(packs).noneMatch(List::isEmpty);
    }
  }

  @Test
  void filesWorthATaskStandAlone() {
    assertThat(Packs.of(files(40 * MIB, 32 * MIB, 2000 * MIB), 1)).hasSize(3);
  }

  @Test
  void smallFilesShareATaskButLeaveEveryProcessorSome() {
    List<Sized> files = files(new SplittableRandom(1).longs(1000, MIB, MIB + 1).toArray());
    assertThat(Packs.of(files, 1)).hasSize(32).allMatch(pack -> pack.size() <= 32);
    assertThat(Packs.of(files.subList(0, 64), 4)).hasSize(16).allMatch(pack -> pack.size() == 4);
  }

  @Test
  void emptyFilesAreFilesAsWell() {
    assertThat(Packs.of(files(0, 0), 2)).hasSize(2);
    assertThat(Packs.of(files(), 2)).isEmpty();
  }
}
