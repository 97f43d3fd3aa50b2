package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.List;

/**
 * The documents that hold a part of an item: how many, and the first by id.
 *
 * <p>Merging with one limit is associative and commutative, so that documents may be counted in any
 * order and grouping. A document counted twice is counted twice, and named once.
 *
 * @param count the documents
 * @param coveredPermille how much of the part the best of them holds, in thousandths
 * @param first the ids of the first documents, ascending as UTF-16, each once
 */
public record Holders(long count, int coveredPermille, List<String> first) {
  /** No document. */
  public static final Holders NONE = new Holders(0, 0, List.of());

  public Holders {
    first = List.copyOf(first);
  }

  /** One document. */
  public static Holders of(String document, int coveredPermille) {
    return new Holders(1, coveredPermille, List.of(document));
  }

  /** These documents and others, of which at most a limit are named. */
  public Holders merge(Holders other, int limit) {
    if (other.count == 0) {
      return this;
    }
    return new Holders(
        count + other.count,
        Math.max(coveredPermille, other.coveredPermille),
        mergedFirst(other.first, limit));
  }

  private List<String> mergedFirst(List<String> others, int limit) {
    List<String> merged = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (merged.size() < limit && (i < first.size() || j < others.size())) {
      int order;
      if (i == first.size()) {
        order = 1;
      } else {
        order = j == others.size() ? -1 : first.get(i).compareTo(others.get(j));
      }
      merged.add(order <= 0 ? first.get(i) : others.get(j));
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return merged;
  }
}
