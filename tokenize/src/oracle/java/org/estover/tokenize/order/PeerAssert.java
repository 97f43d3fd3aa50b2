package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** What the orders of every peer are held against. */
final class PeerAssert {
  private PeerAssert() {}

  /** Which sequences a rank reads in a batch. */
  interface Sampler {
    long[] indices(long number, int rank);
  }

  /** The arrays are those recorded under the tag, in the order of their kinds. */
  static void assertArrays(Vectors each, List<Path> files, String... kinds) {
    assertThat(files).hasSize(kinds.length);
    for (int i = 0; i < kinds.length; i++) {
      Path expected = Vectors.FOLDER.resolve(each.text("tag") + "." + kinds[i] + ".npy");
      assertThat(files.get(i)).as(each.toString()).hasSameBinaryContentAs(expected);
    }
  }

  static void assertBlend(Vectors each, Blend blend) {
    long[] members = LongStream.range(0, blend.size()).map(blend::member).toArray();
    assertThat(members).isEqualTo(each.numbers("dataset_index"));
    long[] samples = LongStream.range(0, blend.size()).map(blend::sample).toArray();
    assertThat(samples).isEqualTo(each.numbers("dataset_sample_index"));
  }

  static void assertRanks(List<?> ranks, int world, long batches, Sampler sampler) {
    assertThat(ranks).hasSize(world);
    for (int rank = 0; rank < world; rank++) {
      List<?> recorded = (List<?>) ranks.get(rank);
      assertThat(batches).isEqualTo(recorded.size());
      for (int number = 0; number < recorded.size(); number++) {
        assertThat(sampler.indices(number, rank)).isEqualTo(Vectors.longs(recorded.get(number)));
      }
    }
  }
}
