package org.estover.dedupe.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.estover.dedupe.near.SurvivorKey;

/**
 * One copy of a paragraph as a shuffle carries it: what it says and where it stands. Of those that
 * say the same, the smallest stays.
 *
 * @param high the upper half of the paragraph's key
 * @param low the lower half
 * @param document the rank of the document
 * @param index the paragraph's place in the document
 */
public record ParagraphCopy(long high, long low, SurvivorKey document, int index)
    implements Comparable<ParagraphCopy> {
  private static final Comparator<ParagraphCopy> ORDER =
      Comparator.comparing(ParagraphCopy::high, Long::compareUnsigned)
          .thenComparing(ParagraphCopy::low, Long::compareUnsigned)
          .thenComparing(ParagraphCopy::document)
          .thenComparingInt(ParagraphCopy::index);

  /** The copies in a document, in its order. */
  public static List<ParagraphCopy> of(
      SurvivorKey document, CharSequence text, Paragraphs paragraphs) {
    List<ParagraphCopy> copies = new ArrayList<>();
    paragraphs.open(text);
    while (paragraphs.next()) {
      copies.add(
          new ParagraphCopy(paragraphs.high(), paragraphs.low(), document, paragraphs.index()));
    }
    return copies;
  }

  /** Whether both say the same. */
  public boolean saysTheSameAs(ParagraphCopy other) {
    return high == other.high && low == other.low;
  }

  /** Compares by key as unsigned bytes, then by document, then by place. */
  @Override
  public int compareTo(ParagraphCopy other) {
    return ORDER.compare(this, other);
  }
}
