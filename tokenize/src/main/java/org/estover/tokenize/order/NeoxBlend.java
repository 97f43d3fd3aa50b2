package org.estover.tokenize.order;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.estover.tokenize.shard.IndexedDatasetReader;

/**
 * How GPT-NeoX mixes data sets: what it asks of each member, and its BlendableDataset.
 *
 * <p>Quirks: members take all documents of their path, whatever the split. The size is the sum of
 * the members' {@link NeoxOrder#length()}, each one less than there is, and <em>not</em> what was
 * asked for, so that members of small weights wrap around. Weights are normalized by Python's sum
 * for the requests, and again by numpy's for the mixture.
 *
 * <p>Immutable and thread-safe.
 */
public final class NeoxBlend {
  /** What members are asked for beyond their share, so that rounding leaves them enough. */
  private static final double SURPLUS = 1.005;

  private final List<NeoxOrder> members;
  private final Blend blend;

  private NeoxBlend(List<NeoxOrder> members, Blend blend) {
    this.members = members;
    this.blend = blend;
  }

  /** How many samples each member is asked for. */
  public static long[] requests(double[] weights, long samples) {
    return Arrays.stream(PythonNumbers.normalized(weights))
        .mapToLong(weight -> (long) Math.ceil((double) samples * weight * SURPLUS))
        .toArray();
  }

  /**
   * The weights that {@code weight_by_num_documents} makes of the members' documents: p =
   * (documents / all) ^ alpha, then p * (1 - documents / all), each normalized.
   *
   * @param alpha 0.3 by default
   */
  public static double[] weightsByDocuments(long[] documents, double alpha) {
    if (documents.length == 1) {
      return new double[] {1.0};
    }
    double all = (double) Arrays.stream(documents).sum();
    double[] shares = Arrays.stream(documents).mapToDouble(count -> count / all).toArray();
    double[] raised =
        Arrays.stream(shares).map(share -> PythonNumbers.power(share, alpha)).toArray();
    double[] weights = PythonNumbers.normalized(raised);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 1 - shares[i];
    }
    return PythonNumbers.normalized(weights);
  }

  /** Mixes members by weights that need not be normalized. */
  public static NeoxBlend of(List<NeoxOrder> members, double[] weights) throws OrderException {
    if (members.size() != weights.length) {
      throw new IllegalArgumentException(
          members.size() + " members and " + weights.length + " weights, expected equally many");
    }
    for (int i = 0; i < weights.length; i++) {
      if (members.get(i).samples() == 0) {
        throw Errors.emptyMember(i);
      }
    }
    long size = members.stream().mapToLong(NeoxOrder::length).sum();
    return new NeoxBlend(List.copyOf(members), weighted(PythonNumbers.normalized(weights), size));
  }

  /** Which member and which of its samples stands where, for weights and a size. */
  public static Blend weighted(double[] weights, long size) throws OrderException {
    return Blend.weighted(PythonNumbers.numpyNormalized(weights), size, Blend.NEOX_MEMBERS);
  }

  /** Which member and which of its samples stands where. */
  public Blend blend() {
    return blend;
  }

  /** What {@code len()} says. */
  public long length() {
    return blend.size();
  }

  /** The member whose sample an index gives; an index behind the end is taken modulo the length. */
  public int member(long index) {
    return blend.member(index % length());
  }

  /** The document spans of an index, in the data set of its {@link #member}. */
  public List<TokenSpan> spans(long index) throws OrderException {
    long place = index % length();
    return members.get(blend.member(place)).spans(blend.sample(place));
  }

  /** The tokens of an index, of the members' data sets in their order. */
  public int[] tokens(List<IndexedDatasetReader> data, long index) throws IOException {
    long place = index % length();
    int member = blend.member(place);
    return members.get(member).tokens(data.get(member), blend.sample(place));
  }
}
