package org.estover.jobs.dedupe;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.estover.dedupe.overlap.Hit;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;

/**
 * When a training first read what documents of its release share with evaluation sets: the first
 * position of the order whose sequence reads a token of a hit, exactly.
 */
public final class FirstReads {
  /** No step reads it: it lies in a tail that makes no sequence, or no whole step. */
  static final long NEVER = -1;

  private final Reconstruct reconstruct;
  private final Tokenizer tokenizer;
  private final BatchPlan plan;

  /** Looks in the order of a release whose texts a tokenizer spells. */
  public FirstReads(Reconstruct reconstruct, Tokenizer tokenizer, BatchPlan plan) {
    this.reconstruct = reconstruct;
    this.tokenizer = tokenizer;
    this.plan = plan;
  }

  /** The step that reads a position. */
  long step(long position) {
    return plan.stepOf(position);
  }

  /** The first position that reads each hit of a document, or {@link #NEVER}. */
  long[] positions(String document, List<Hit> hits) throws IOException {
    long[] positions = new long[hits.size()];
    Arrays.fill(positions, NEVER);
    if (hits.isEmpty()) {
      return positions;
    }
    long[] ends = tokenEnds(reconstruct.beginning(document, Integer.MAX_VALUE));
    for (int i = 0; i < positions.length; i++) {
      int from = tokenAt(ends, hits.get(i).range().startByte());
      int to = tokenAt(ends, hits.get(i).range().endByte() - 1) + 1;
      // Of a document that was taken down meanwhile there are no tokens.
      if (to <= ends.length) {
        List<Occurrence> read = reconstruct.occurrences(document, from, to, plan);
        positions[i] = read.isEmpty() ? NEVER : read.get(0).position();
      }
    }
    return positions;
  }

  /** Where in the text each token ends. */
  private long[] tokenEnds(int[] tokens) {
    long[] ends = new long[tokens.length];
    long end = 0;
    for (int i = 0; i < tokens.length; i++) {
      end += tokenizer.decode(tokens, i, 1).length;
      ends[i] = end;
    }
    return ends;
  }

  /** The token that holds a byte: the first that ends behind it. */
  private static int tokenAt(long[] ends, long place) {
    int at = Arrays.binarySearch(ends, place + 1);
    while (at > 0 && ends[at - 1] > place) {
      at--;
    }
    return at >= 0 ? at : -at - 1;
  }
}
