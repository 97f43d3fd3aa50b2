package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;

/**
 * A mixture of data sets: which member, and which of its samples, stands at each place.
 *
 * <p>Both peers take, place after place, the member that lags most behind its weight, the first of
 * several. Errors are doubles as C++ computes them on x86-64, without a fused multiply-add, so the
 * order is theirs to the last place. Time O(members x size), memory 6 bytes a place.
 */
public final class Blend {
  /** GPT-NeoX keeps a member's number in 8 bits, and asserts that there are fewer than 255. */
  public static final int NEOX_MEMBERS = 254;

  /** Megatron-Core keeps it in 16 bits, and asserts that there are fewer than 32,767. */
  public static final int MEGATRON_MEMBERS = 32_766;

  private final short[] members;
  private final int[] samples;
  private final long[] counts;

  private Blend(short[] members, int[] samples, long[] counts) {
    this.members = members;
    this.samples = samples;
    this.counts = counts;
  }

  /**
   * Mixes by weights, as {@code build_blending_indices} of both peers.
   *
   * @param weights normalized, as the peer at hand does it
   * @param most the members that this peer can number
   */
  static Blend weighted(double[] weights, long size, int most) throws OrderException {
    int length = length(weights.length, most, size);
    short[] members = new short[length];
    int[] samples = new int[length];
    double[] taken = new double[weights.length];
    for (int place = 0; place < length; place++) {
      int next = lagging(weights, taken, Math.max((double) place, 1.0));
      members[place] = (short) next;
      samples[place] = (int) taken[next];
      taken[next]++;
    }
    return new Blend(members, samples, Arrays.stream(taken).mapToLong(t -> (long) t).toArray());
  }

  /** The member that lags most; on its own, so that it is compiled before the places run out. */
  private static int lagging(double[] weights, double[] taken, double place) {
    int most = 0;
    double mostError = weights[0] * place - taken[0];
    for (int member = 1; member < weights.length; member++) {
      double error = weights[member] * place - taken[member];
      if (error > mostError) {
        mostError = error;
        most = member;
      }
    }
    return most;
  }

  /**
   * Mixes every sample of every member, as Megatron-Core's {@code
   * build_exhaustive_blending_indices}: by size, among the members that have some left.
   */
  static Blend exhaustive(long[] sizes) throws OrderException {
    long total = 0;
    for (long size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("a member of " + size + " samples");
      }
      total = Math.addExact(total, size);
    }
    int length = length(sizes.length, MEGATRON_MEMBERS, total);
    double all = (double) total;
    double[] weights = Arrays.stream(sizes).mapToDouble(size -> size / all).toArray();
    short[] members = new short[length];
    int[] samples = new int[length];
    long[] taken = new long[sizes.length];
    for (int place = 0; place < length; place++) {
      double x = Math.max((double) place, 1.0);
      int most = -1;
      double mostError = -Double.MAX_VALUE;
      for (int member = 0; member < sizes.length; member++) {
        double error = weights[member] * x - (double) taken[member];
        if (taken[member] < sizes[member] && error > mostError) {
          mostError = error;
          most = member;
        }
      }
      members[place] = (short) most;
      samples[place] = (int) taken[most]++;
    }
    return new Blend(members, samples, taken);
  }

  private static int length(int members, int most, long size) throws OrderException {
    if (members == 0 || members > most) {
      throw new IllegalArgumentException(members + " members, expected 1 to " + most);
    }
    if (size < 0) {
      throw new IllegalArgumentException("a blend of " + size + " samples");
    }
    if (size > RowStarts.LIMIT) {
      throw Errors.tooLarge("samples of a blend", size);
    }
    return (int) size;
  }

  /** The number of places. */
  public long size() {
    return members.length;
  }

  /** The member at a place, from 0. */
  public int member(long place) {
    return members[Math.toIntExact(place)];
  }

  /** Which of that member's samples stands there, from 0. */
  public long sample(long place) {
    return samples[Math.toIntExact(place)];
  }

  /** How many samples the blend takes of each member. */
  public long[] counts() {
    return counts.clone();
  }

  /** Writes the members: as 8-bit numbers as in GPT-NeoX, or 16-bit ones as in Megatron-Core. */
  public void writeMembers(Path file, NpyType type) throws IOException {
    try (NpyWriter writer = NpyWriter.create(file, type, members.length)) {
      for (short member : members) {
        writer.write(member);
      }
      writer.finish();
    }
  }

  /** Writes the members' samples, as 64-bit numbers as both peers hold them. */
  public void writeSamples(Path file) throws IOException {
    try (NpyWriter writer = NpyWriter.create(file, NpyType.INT64, samples.length)) {
      writer.write(samples, 0, samples.length);
      writer.finish();
    }
  }
}
