package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.estover.tokenize.shard.npy.NpyType;
import org.jspecify.annotations.Nullable;

/**
 * How Megatron-Core mixes data sets: what it asks of each member, and its BlendedDataset.
 *
 * <p>Quirk: weights are normalized <em>twice</em>, by the builder and by the data set, so that 0.1
 * of (0.6, 0.3, 0.1) becomes 0.09999999999999999 where the members are chosen and in the
 * description, but not where their sizes are computed.
 */
public final class MegatronBlend {
  /** What members are asked for beyond their share, so that rounding leaves them enough. */
  private static final double SURPLUS = 0.005;

  private final Blend blend;
  private final List<?> weights;
  private final @Nullable Long size;

  private MegatronBlend(Blend blend, List<?> weights, @Nullable Long size) {
    this.blend = blend;
    this.weights = weights;
    this.size = size;
  }

  /** How many samples the blend takes of each member at most. */
  public static long[] targets(double[] weights, long samples) {
    return Arrays.stream(PythonNumbers.numpyNormalized(weights))
        .mapToLong(weight -> (long) Math.ceil((double) samples * weight))
        .toArray();
  }

  /** How many samples each member is asked to have. */
  public static long[] requests(double[] weights, long samples) {
    return Arrays.stream(targets(weights, samples))
        .map(target -> (long) Math.ceil((double) target * (1 + SURPLUS)))
        .toArray();
  }

  /**
   * Mixes by weights; its size is the sum of the {@link #targets}.
   *
   * @param lengths the samples that each member has
   * @throws OrderException if it takes more of a member than there are
   */
  public static MegatronBlend weighted(double[] weights, long samples, long[] lengths)
      throws OrderException {
    long size = Arrays.stream(targets(weights, samples)).sum();
    return normalizedAgain(PythonNumbers.numpyNormalized(weights), size, lengths);
  }

  /** Which member and which of its samples stands where, for weights and a size. */
  public static Blend weighted(double[] weights, long size) throws OrderException {
    double[] once = PythonNumbers.numpyNormalized(weights);
    return Blend.weighted(PythonNumbers.numpyNormalized(once), size, Blend.MEGATRON_MEMBERS);
  }

  /** Mixes by the members' sizes, to at most {@code samples}: weights None with a size. */
  public static MegatronBlend bySize(long[] lengths, long samples) throws OrderException {
    double[] weights = Arrays.stream(lengths).mapToDouble(length -> (double) length).toArray();
    return normalizedAgain(weights, Math.min(samples, Arrays.stream(lengths).sum()), lengths);
  }

  /** Mixes everything that the members have: weights None without a size. */
  public static MegatronBlend exhaustive(long[] lengths) throws OrderException {
    List<Long> weights = Arrays.stream(lengths).boxed().toList();
    return new MegatronBlend(Blend.exhaustive(lengths), weights, null);
  }

  private static MegatronBlend normalizedAgain(double[] weights, long size, long[] lengths)
      throws OrderException {
    double[] normalized = PythonNumbers.numpyNormalized(weights);
    if (normalized.length != lengths.length) {
      throw new IllegalArgumentException(
          normalized.length + " weights for " + lengths.length + " members");
    }
    Blend blend = Blend.weighted(normalized, size, Blend.MEGATRON_MEMBERS);
    long[] counts = blend.counts();
    for (int member = 0; member < counts.length; member++) {
      if (counts[member] > lengths[member]) {
        throw Errors.oversampled(member, counts[member], lengths[member]);
      }
    }
    return new MegatronBlend(blend, Arrays.stream(normalized).boxed().toList(), size);
  }

  /** Which member and which of its samples stands where. */
  public Blend blend() {
    return blend;
  }

  /** The weights as they stand in the description: doubles, or the sizes of the members. */
  List<?> weights() {
    return weights;
  }

  /**
   * Writes description and arrays under Megatron-Core's own names.
   *
   * @param members the descriptions of the members
   * @return the files written: description, dataset_index, dataset_sample_index
   */
  public List<Path> write(Path folder, List<MegatronDescription> members, Split part)
      throws IOException {
    Files.createDirectories(folder);
    MegatronDescription description = MegatronDescription.ofBlend(members, part, weights, size);
    String stem = description.hash() + "-BlendedDataset-" + part.word() + "-";
    Path datasetIndex = folder.resolve(stem + "dataset_index.npy");
    blend.writeMembers(datasetIndex, NpyType.INT16);
    Path sampleIndex = folder.resolve(stem + "dataset_sample_index.npy");
    blend.writeSamples(sampleIndex);
    Path text = folder.resolve(stem + "description.txt");
    Files.writeString(text, description.text(), StandardCharsets.UTF_8);
    return List.of(text, datasetIndex, sampleIndex);
  }
}
