package org.estover.dedupe.overlap;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In how many documents each n-gram of an index stands.
 *
 * <p>Sums of counts: merging is associative and commutative, so that any cut of the corpus gives
 * the same counts. Memory is 8 bytes per n-gram.
 */
public final class GramCounts {
  private final long[] documents;

  private GramCounts(long[] documents) {
    this.documents = documents;
  }

  /** Makes counts of zero for an index. */
  public static GramCounts of(EvalIndex index) {
    return new GramCounts(new long[index.gramCount()]);
  }

  /** Counts a document by what {@link OverlapScanner#grams} returned for it. */
  public void add(int[] distinctGrams) {
    for (int gram : distinctGrams) {
      documents[gram]++;
    }
  }

  /** Adds documents that hold an n-gram: what a shuffle by n-gram summed. */
  public void add(int gram, long more) {
    documents[gram] += more;
  }

  /** Adds the counts of other documents. */
  public void merge(GramCounts other) {
    if (documents.length != other.documents.length) {
      throw new IllegalArgumentException("counts of two different indexes");
    }
    for (int i = 0; i < documents.length; i++) {
      documents[i] += other.documents[i];
    }
  }

  /** The number of n-grams. */
  public int size() {
    return documents.length;
  }

  /** The documents that hold an n-gram. */
  public long documents(int gram) {
    return documents[gram];
  }

  /** The n-grams that stand in more than some documents, ascending. */
  public int[] above(long moreThanDocuments) {
    return IntStream.range(0, documents.length)
        .filter(gram -> documents[gram] > moreThanDocuments)
        .toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GramCounts counts && Arrays.equals(documents, counts.documents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(documents);
  }
}
