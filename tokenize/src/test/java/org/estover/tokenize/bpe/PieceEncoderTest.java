package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PieceEncoderTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void shortAndLongPiecesMergeAsTheDefinitionSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MergeRanks merges = randomMerges(random);
    int[] byteIds = new int[256];
    for (int b = 0; b < 256; b++) {
      byteIds[b] = b;
    }
    PieceEncoder encoder = new PieceEncoder(byteIds, merges);
    for (int i = 0; i < 200; i++) {
      byte[] piece = new byte[1 + random.nextInt(i % 10 == 0 ? 400 : 60)];
      for (int at = 0; at < piece.length; at++) {
        piece[at] = (byte) ('a' + random.nextInt(3));
      }
      TokenBuffer tokens = new TokenBuffer();
      encoder.encode(piece, 0, piece.length, tokens);
      assertThat(tokens.toArray()).isEqualTo(naive(piece, merges));
    }
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
      int bestRank = MergeRanks.NONE;
      for (int i = 0; i + 1 < ids.size(); i++) {
        int rank = merges.rank(ids.get(i), ids.get(i + 1));
        if (rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
      }
      int merged = merges.merged(ids.get(best), ids.get(best + 1));
      ids.set(best, merged);
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
