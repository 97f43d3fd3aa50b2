package org.estover.tokenize.order;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each training sequence begins in the shuffled documents: the peers' {@code sample_idx}.
 *
 * <p>Row i is a place in the list of shuffled documents and a token of that document; row i+1 is
 * where sequence i ends and its neighbour begins. Neighbours share the extra token: the last target
 * of one is the first input of the next. Two arrays of 4 bytes a row.
 */
final class RowStarts {
  /** The most elements that an array of a common JVM has. */
  static final int LIMIT = Integer.MAX_VALUE - 8;

  private final int[] places;
  private final int[] offsets;

  RowStarts(int[] places, int[] offsets) {
    this.places = places;
    this.offsets = offsets;
  }

  /**
   * Cuts the documents into rows, as {@code build_sample_idx} of both peers does.
   *
   * @param sizes tokens of each document of the data set
   * @param documents the shuffled documents
   * @param count the number of sequences
   * @param extra tokens that a sequence has beyond {@code sequenceTokens}: 1, or 0 in Megatron-Core
   *     without its extra token
   */
  static RowStarts cut(int[] sizes, int[] documents, int sequenceTokens, int count, int extra)
      throws OrderException {
    int[] places = new int[count + 1];
    int[] offsets = new int[count + 1];
    int place = 0;
    int offset = 0;
    for (int row = 1; row <= count; row++) {
      int left = sequenceTokens + extra;
      while (true) {
        int rest = sizes[documents[place]] - offset;
        if (left <= rest) {
          offset += left - extra;
          break;
        }
        if (place == documents.length - 1) {
          // Megatron-Core's validation data may end in the middle of their last sequence.
          if (row != count) {
            throw Errors.floatMissedTheEnd(count, row);
          }
          offset = sizes[documents[place]] - extra;
          break;
        }
        left -= rest;
        place++;
        offset = 0;
      }
      places[row] = place;
      offsets[row] = offset;
    }
    return new RowStarts(places, offsets);
  }

  /** The number of rows, one more than there are sequences. */
  int count() {
    return places.length;
  }

  int place(int row) {
    return places[row];
  }

  int offset(int row) {
    return offsets[row];
  }

  /** The spans of sequence {@code row}, of which empty documents give none. */
  List<TokenSpan> spans(int row, int[] documents, int[] sizes, int extra) {
    List<TokenSpan> spans = new ArrayList<>();
    int last = places[row + 1];
    int from = offsets[row];
    for (int place = places[row]; place < last; place++) {
      add(spans, documents[place], from, sizes[documents[place]]);
      from = 0;
    }
    add(spans, documents[last], from, offsets[row + 1] + extra);
    return spans;
  }

  private static void add(List<TokenSpan> spans, int document, int from, int to) {
    if (to > from) {
      spans.add(new TokenSpan(document, from, to));
    }
  }
}
