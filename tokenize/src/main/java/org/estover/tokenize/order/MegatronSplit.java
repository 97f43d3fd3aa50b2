package org.estover.tokenize.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Megatron-Core's cut of a data set into train, valid and test, such as {@code 969,30,1}.
 *
 * <p>Numbers are whatever matches {@code [.0-9]+}, so a sign or an exponent is not seen. Shares are
 * summed up as doubles from left to right, and both ends of a part are rounded half to even on
 * their own: nothing is corrected afterwards.
 */
public final class MegatronSplit {
  private static final Pattern NUMBER = Pattern.compile("[.0-9]+");

  private final String text;
  private final double[] ends;

  private MegatronSplit(String text, double[] ends) {
    this.text = text;
    this.ends = ends;
  }

  /**
   * Reads a split.
   *
   * @throws IllegalArgumentException if it has no number, more than three, or they sum up to 0
   */
  public static MegatronSplit parse(String split) {
    double[] numbers =
        NUMBER
            .matcher(split)
            .results()
            .map(MatchResult::group)
            .mapToDouble(PythonNumbers::parse)
            .toArray();
    if (numbers.length == 0 || numbers.length > Split.values().length) {
      throw new IllegalArgumentException(
          "\"" + split + "\" has " + numbers.length + " numbers, expected 1 to 3");
    }
    double[] shares = PythonNumbers.numpyNormalized(Arrays.copyOf(numbers, Split.values().length));
    double[] ends = new double[shares.length + 1];
    for (int i = 0; i < shares.length; i++) {
      ends[i + 1] = ends[i] + shares[i];
    }
    return new MegatronSplit(split, ends);
  }

  /** The split as it was given. */
  public String text() {
    return text;
  }

  /** Whether a part has a share; one without is no data set to Megatron-Core. */
  public boolean isBuilt(Split part) {
    return ends[part.index() + 1] > ends[part.index()];
  }

  /** The documents of a part; none where its share is less than half a document. */
  public DocumentRange documents(Split part, long documents) {
    long first = (long) Math.rint(ends[part.index()] * (double) documents);
    long end = (long) Math.rint(ends[part.index() + 1] * (double) documents);
    return new DocumentRange(first, end);
  }

  /**
   * The split matrix as it stands in a description: both ends of each part, null where there is
   * none. The first 0 is an integer there, all other ends are doubles.
   */
  List<@Nullable Object> matrix() {
    List<@Nullable Object> matrix = new ArrayList<>();
    for (Split part : Split.values()) {
      Object from = part == Split.TRAIN ? (Object) 0 : (Object) ends[part.index()];
      matrix.add(isBuilt(part) ? List.of(from, ends[part.index() + 1]) : null);
    }
    return matrix;
  }
}
