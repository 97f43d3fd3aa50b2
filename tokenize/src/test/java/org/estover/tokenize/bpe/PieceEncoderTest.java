package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PieceEncoderTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void shortAndLongPiecesMergeAsTheDefinitionSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MergeRanks merges = randomMerges(random);
    PieceEncoder encoder = new PieceEncoder(bytes(), merges);
    for (int i = 0; i < 200; i++) {
      byte[] piece = randomPiece(random, i % 10 == 0 ? 400 : 60);
      TokenBuffer tokens = new TokenBuffer();
      encoder.encode(piece, 0, piece.length, tokens);
      assertThat(tokens.toArray()).isEqualTo(naive(piece, merges));
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void longestMatchesAreWhatMergingMakes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      List<byte[]> bytesOf = new ArrayList<>();
      MergeRanks merges = trainedMerges(random, bytesOf);
      MergeHistory history = MergeHistory.of(bytes(), bytesOf.toArray(new byte[0][]), merges);
      LongestMatchEncoder encoder = new LongestMatchEncoder(Objects.requireNonNull(history));
      for (int i = 0; i < 100; i++) {
        byte[] piece = randomPiece(random, i % 10 == 0 ? 400 : 60);
        TokenBuffer tokens = new TokenBuffer();
        encoder.encode(piece, 0, piece.length, tokens);
        assertThat(tokens.toArray()).isEqualTo(naive(piece, merges));
      }
    }
  }

  @Test
  void whatNoTrainingMakesHasNoHistory() {
    byte[][] bytesOf = new byte[259][];
    for (int b = 0; b < 256; b++) {
      bytesOf[b] = new byte[] {(byte) b};
    }
    bytesOf[256] = bytes("ab");
    bytesOf[257] = bytes("bc");
    bytesOf[258] = bytes("abc");
    MergeRanks good = merges(new int[][] {{'a', 'b', 256}, {'b', 'c', 257}, {256, 'c', 258}});
    assertThat(MergeHistory.of(bytes(), bytesOf, good)).isNotNull();
    MergeRanks twice =
        merges(new int[][] {{'a', 'b', 256}, {'b', 'c', 257}, {256, 'c', 258}, {'a', 257, 258}});
    assertThat(MergeHistory.of(bytes(), bytesOf, twice)).isNull();
    MergeRanks early = merges(new int[][] {{256, 'c', 258}, {'a', 'b', 256}});
    assertThat(MergeHistory.of(bytes(), bytesOf, early)).isNull();
    bytesOf[258] = new byte[2000];
    assertThat(MergeHistory.of(bytes(), bytesOf, good)).isNull();
  }

  private static MergeRanks merges(int[][] all) {
    MergeRanks merges = new MergeRanks(all.length);
    for (int[] merge : all) {
      merges.add(merge[0], merge[1], merge[2]);
    }
    return merges;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int[] bytes() {
    return IntStream.range(0, 256).toArray();
  }

  private static byte[] randomPiece(SplittableRandom random, int longest) {
    byte[] piece = new byte[1 + random.nextInt(longest)];
    for (int at = 0; at < piece.length; at++) {
      piece[at] = (byte) ('a' + random.nextInt(3));
    }
    return piece;
  }

  /** Merges of which no two make the same bytes, as if trained; and the bytes of every id. */
  private static MergeRanks trainedMerges(SplittableRandom random, List<byte[]> bytesOf) {
    MergeRanks merges = new MergeRanks(64);
    Set<String> known = new HashSet<>();
    for (int b = 0; b < 256; b++) {
      bytesOf.add(new byte[] {(byte) b});
    }
    List<Integer> ids = new ArrayList<>(List.of((int) 'a', (int) 'b', (int) 'c'));
    for (int tries = 0; tries < 60; tries++) {
      int left = ids.get(random.nextInt(ids.size()));
      int right = ids.get(random.nextInt(ids.size()));
      byte[] merged =
          Arrays.copyOf(bytesOf.get(left), bytesOf.get(left).length + bytesOf.get(right).length);
      System.arraycopy(
          bytesOf.get(right), 0, merged, bytesOf.get(left).length, bytesOf.get(right).length);
      if (merged.length <= 100 && known.add(new String(merged, StandardCharsets.US_ASCII))) {
        merges.add(left, right, bytesOf.size());
        ids.add(bytesOf.size());
        bytesOf.add(merged);
      }
    }
    return merges;
  }

  /**
   * Merges the lowest-ranked pair, leftmost first, until none is left: the definition, literally.
   */
  private static int[] naive(byte[] piece, MergeRanks merges) {
    List<Integer> ids = new ArrayList<>();
    for (byte b : piece) {
      ids.add(b & 0xFF);
    }
    while (true) {
      int best = -1;
      long least = MergeRanks.NO_MERGE;
      for (int i = 0; i + 1 < ids.size(); i++) {
        long merge = merges.merge(ids.get(i), ids.get(i + 1));
        if (merge < least) {
          best = i;
          least = merge;
        }
      }
      if (best < 0) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
      }
      // The rank is the upper half, the merged token the lower.
      ids.set(best, (int) least);
      ids.remove(best + 1);
    }
  }

  private static MergeRanks randomMerges(SplittableRandom random) {
    MergeRanks merges = new MergeRanks(64);
    List<Integer> ids = new ArrayList<>(List.of((int) 'a', (int) 'b', (int) 'c'));
    for (int id = 256; id < 256 + 40; id++) {
      int left = ids.get(random.nextInt(ids.size()));
      int right = ids.get(random.nextInt(ids.size()));
      if (merges.add(left, right, id)) {
        ids.add(id);
      }
    }
    return merges;
  }
}
