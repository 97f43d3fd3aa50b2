package org.estover.tokenize.order;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GPT-NeoX's cut of a data set into train, valid and test, such as {@code 969,30,1}.
 *
 * <p>Numbers stand between commas, or between slashes where there is no comma; three are used, and
 * what is missing is 0. Every part is rounded half to even, and <em>the difference to the whole is
 * then taken from all boundaries but the first</em>, not only from the last: thirds of 200 end at
 * 66, 133 and 200, where Megatron-Core has 67. A part can end before it begins; it is not built.
 */
public final class NeoxSplit {
  private final double[] shares;

  private NeoxSplit(double[] shares) {
    this.shares = shares;
  }

  /**
   * Reads a split.
   *
   * @throws IllegalArgumentException if a part is no number or the parts sum up to 0
   */
  public static NeoxSplit parse(String split) {
    String separator = split.contains(",") ? "," : "/";
    List<String> parts = Pattern.compile(separator).splitAsStream(split).toList();
    if (split.endsWith(separator)) {
      throw new IllegalArgumentException("\"" + split + "\" ends in a \"" + separator + "\"");
    }
    double[] numbers = parts.stream().mapToDouble(PythonNumbers::parse).toArray();
    return new NeoxSplit(PythonNumbers.normalized(Arrays.copyOf(numbers, Split.values().length)));
  }

  /** The boundaries of train, valid and test: four numbers from 0 to {@code documents}. */
  long[] boundaries(long documents) {
    long[] boundaries = new long[shares.length + 1];
    for (int i = 0; i < shares.length; i++) {
      boundaries[i + 1] = boundaries[i] + (long) Math.rint(shares[i] * (double) documents);
    }
    long difference = boundaries[shares.length] - documents;
    for (int i = 1; i < boundaries.length; i++) {
      boundaries[i] -= difference;
    }
    return boundaries;
  }

  /** Whether a part of a data set has a document; one without is no data set to GPT-NeoX. */
  public boolean isBuilt(Split part, long documents) {
    long[] boundaries = boundaries(documents);
    return boundaries[part.index() + 1] > boundaries[part.index()];
  }

  /**
   * The documents of a part.
   *
   * @throws IllegalArgumentException if it is not built
   */
  public DocumentRange documents(Split part, long documents) {
    long[] boundaries = boundaries(documents);
    return new DocumentRange(boundaries[part.index()], boundaries[part.index() + 1]);
  }
}
