package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocumentOrderTest {
  @Test
  void theKeyIsTheHashOfSeedAndId() throws Exception {
    byte[] id = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    byte[] input = HexFormat.of().parseHex("00000000000004d2000102030405060708090a0b0c0d0e0f");
    assertThat(DocumentOrder.key(1234, id))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(input));
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void shardsAreRangesOfKeys(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] id = new byte[DocumentOrder.ID_SIZE];
    random.nextBytes(id);
    byte[] key = DocumentOrder.key(seed, id);
    random.nextBytes(id);
    byte[] otherKey = DocumentOrder.key(seed, id);
    for (int bits = 0; bits <= DocumentOrder.SHARD_BITS_LIMIT; bits++) {
      int shard = DocumentOrder.shard(key, bits);
      int other = DocumentOrder.shard(otherKey, bits);
      assertThat(shard).isBetween(0, (1 << bits) - 1);
      if (shard != other) {
        assertThat(Integer.compare(shard, other))
            .isEqualTo(Integer.signum(DocumentOrder.compare(key, id, otherKey, id)));
      }
    }
  }

  @Test
  void shardBitsAreTheFewestThatKeepShardsSmall() {
    assertThat(DocumentOrder.shardBits(0, 100)).isZero();
    assertThat(DocumentOrder.shardBits(100, 100)).isZero();
    assertThat(DocumentOrder.shardBits(101, 100)).isEqualTo(1);
    assertThat(DocumentOrder.shardBits(200, 100)).isEqualTo(1);
    assertThat(DocumentOrder.shardBits(201, 100)).isEqualTo(2);
    assertThat(DocumentOrder.shardBits(Long.MAX_VALUE / 2, 1))
        .isEqualTo(DocumentOrder.SHARD_BITS_LIMIT);
  }

  @Test
  void rejectsIdsOfAnotherSize() {
    assertThatThrownBy(() -> DocumentOrder.key(1, new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
