package org.estover.tokenize.release;

import java.util.Comparator;

/**
 * An exact number of tokens that one source has from one rights holder under one license.
 *
 * <p>Shares compare by source, license and holder (UTF-16 units), then by tokens.
 *
 * @param license an SPDX expression, or empty where none is known
 * @param holder the rights holder, or empty where none is known
 */
public record SourceShare(String source, String license, String holder, long tokens)
    implements Comparable<SourceShare> {
  private static final Comparator<SourceShare> ORDER =
      Comparator.comparing(SourceShare::source)
          .thenComparing(SourceShare::license)
          .thenComparing(SourceShare::holder)
          .thenComparingLong(SourceShare::tokens);

  /** Checks the count. */
  public SourceShare {
    if (tokens < 0) {
      throw new IllegalArgumentException(tokens + " tokens");
    }
  }

  /** What a share of a document table is of, without a count: what counts are summed by. */
  public static SourceShare uncounted(DocumentShare share) {
    return new SourceShare(share.source(), share.license(), share.holder(), 0);
  }

  /** The same with another count. */
  public SourceShare with(long count) {
    return new SourceShare(source, license, holder, count);
  }

  @Override
  public int compareTo(SourceShare other) {
    return ORDER.compare(this, other);
  }
}
