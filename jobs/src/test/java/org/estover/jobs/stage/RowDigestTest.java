package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowDigestTest {
  @TempDir Path folder;

  @Test
  void sumsAddUpAsNumbersDo() {
    SplittableRandom random = new SplittableRandom(3);
    BigInteger expected = BigInteger.ZERO;
    RowSum left = RowSum.ZERO;
    RowSum right = RowSum.ZERO;
    for (int i = 0; i < 500; i++) {
      byte[] row = new byte[random.nextInt(40)];
      random.nextBytes(row);
      expected = expected.add(new BigInteger(1, Sha256.of(row)));
      if (random.nextBoolean()) {
        left = left.plus(RowSum.of(row));
      } else {
        right = RowSum.of(row).plus(right);
      }
    }
    String hex = "%064x".formatted(expected.mod(BigInteger.ONE.shiftLeft(256)));
    assertThat(left.plus(right).text()).isEqualTo("500:" + hex);
  }

  @Test
  void theDigestOfASetDependsOnNothingButTheSet() throws IOException {
    List<byte[]> rows = rows(2000);
    try (Engine engine = new Engine(EngineSettings.of("local[2]"), folder.resolve("spark"))) {
      String digest = digest(engine, rows, 1);
      List<byte[]> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(5));
      assertThat(digest(engine, shuffled, 7)).isEqualTo(digest);
      assertThat(digest(engine, rows.subList(1, rows.size()), 7)).isNotEqualTo(digest);
      List<byte[]> twice = new ArrayList<>(rows);
      twice.add(rows.get(0));
      assertThat(digest(engine, twice, 7)).isNotEqualTo(digest);
      assertThat(digest(engine, List.of(), 3)).isNotEqualTo(digest);
    }
  }

  private static String digest(Engine engine, List<byte[]> rows, int partitions)
      throws IOException {
    return RowSetDigest.of(
        engine,
        engine.spark().parallelize(rows, partitions).mapToPair(RowSetDigest::pair),
        partitions);
  }

  private static List<byte[]> rows(int count) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Sha256.of(Bytes.utf8("row " + i)));
    }
    return rows;
  }

  @Test
  void theDigestOfNoRowsIsKnown() throws IOException {
    try (Engine engine = new Engine(EngineSettings.of("local[1]"), folder.resolve("spark"))) {
      byte[] empty = Sha256.of(new byte[0]);
      var all = Sha256.start();
      all.update(Bytes.utf8(PrefixHashes.VERSION));
      all.update(new byte[8]);
      for (int i = 0; i < 4096; i++) {
        all.update(empty);
      }
      assertThat(digest(engine, List.of(), 1)).isEqualTo(HexFormat.of().formatHex(all.digest()));
    }
  }
}
