package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.text.TokenBytes;

/**
 * Counts exactly how often terms were read before training steps, and how often together.
 *
 * <p>A <em>place</em> of a term is where its bytes stand in the text of one document; places may
 * overlap. A sequence <em>holds</em> a place if all tokens that hold its bytes are among the
 * sequence's L inputs. Each input of a copy belongs to one sequence, so nothing is counted twice; a
 * place that the end of a sequence cuts is held by none, and is counted apart at the sequence that
 * reads its first token. What is counted before step s is summed over the positions below {@code s
 * * sequencesPerStep}: a sequence that stands there in three copies counts three times.
 *
 * <p>A group of terms is read together in a sequence that holds a place of each; apart from that,
 * in one that holds them in the part of one document.
 *
 * <p>How: the streams are read once from front to back, in blocks of sequences that share nothing,
 * decoded and searched by a {@link TermsAutomaton}; the order tells at which positions a sequence
 * with a place stands. Cost: linear in the text and in the places of all terms, which may be
 * several at each byte where terms are many and frequent; and for each sequence, in its distinct
 * terms times its copies, or times the steps that were asked for if these are fewer. Memory: the
 * counters, which are 24 bytes for each term and step and are kept twice at the end; for each
 * worker a block, and up to 16 bytes a term. The counts do not depend on the workers.
 */
public final class TermsCount {
  /** Longer sequences are refused: a block is one or more of them, decoded. */
  static final int SEQUENCE_TOKENS_LIMIT = 1 << 23;

  private static final int BLOCK_TOKENS = 1 << 18;

  private TermsCount() {}

  /**
   * What is asked.
   *
   * @param steps the steps before which is counted; ascending
   * @param wholeWords whether places within longer words are passed over
   */
  public record Question(Terms terms, BatchPlan plan, List<Long> steps, boolean wholeWords) {
    /** Checks that steps ascend. */
    public Question {
      steps = List.copyOf(steps);
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) < (i == 0 ? 0 : steps.get(i - 1) + 1)) {
          throw new IllegalArgumentException("steps " + steps + " do not ascend from 0");
        }
      }
    }
  }

  /** Consecutive sequences of a source. */
  record Block(int source, long firstSequence, int sequences) {}

  /**
   * All blocks of an order, source after source. None is kept: a manifest may promise any number.
   */
  static final class Blocks {
    private final SequenceOrder order;
    private final int size;

    /** The number of each source's first block, then that of all. */
    private final long[] firsts;

    private Blocks(SequenceOrder order, int size) {
      this.order = order;
      this.size = size;
      firsts = new long[order.sources().size() + 1];
      for (int source = 0; source < firsts.length - 1; source++) {
        long count = order.sequenceCount(source);
        firsts[source + 1] = firsts[source] + count / size + (count % size == 0 ? 0 : 1);
      }
    }

    /** Blocks of so many tokens, or of one sequence. */
    static Blocks of(SequenceOrder order, int blockTokens) {
      return new Blocks(order, Math.max(1, blockTokens / order.sequenceTokens()));
    }

    long count() {
      return firsts[firsts.length - 1];
    }

    Block block(long number) {
      int source = 0;
      while (firsts[source + 1] <= number) {
        source++;
      }
      long first = (number - firsts[source]) * size;
      return new Block(source, first, (int) Math.min(size, order.sequenceCount(source) - first));
    }
  }

  /**
   * Counts.
   *
   * @param workers how many threads read at once
   * @param progress is told how many more inputs were read, by any thread
   * @throws NotInReleaseException if the release does not feed all of these steps
   * @throws WrongTokenizerException if the tokenizer is not the release's
   */
  public static TermCounts count(
      Reconstruct release,
      Tokenizer tokenizer,
      Question question,
      int workers,
      LongConsumer progress)
      throws IOException {
    return count(release, tokenizer, question, workers, BLOCK_TOKENS, progress);
  }

  /** Counts in blocks of so many tokens, or of one sequence. */
  static TermCounts count(
      Reconstruct release,
      Tokenizer tokenizer,
      Question question,
      int workers,
      int blockTokens,
      LongConsumer progress)
      throws IOException {
    release.requireTokenizer(tokenizer);
    long steps = release.steps(question.plan());
    for (long step : question.steps()) {
      if (step > steps) {
        throw Errors.steps(release, 0, step, question.plan(), steps);
      }
    }
    if (release.order().sequenceTokens() > SEQUENCE_TOKENS_LIMIT) {
      throw Errors.sequencesTooLong(release.release(), SEQUENCE_TOKENS_LIMIT);
    }
    TermsTotals totals = new TermsTotals(question, tokenizer);
    Blocks blocks = Blocks.of(release.order(), blockTokens);
    TokenBytes bytes = TextTrace.bytesOf(release.content().tokenizer(), tokenizer);
    AtomicLong next = new AtomicLong();
    try {
      IntStream.range(0, workers)
          .parallel()
          .forEach(worker -> work(release, totals, bytes, blocks, next, progress));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return totals.counts();
  }

  private static void work(
      Reconstruct release,
      TermsTotals totals,
      TokenBytes bytes,
      Blocks blocks,
      AtomicLong next,
      LongConsumer progress) {
    try (TermsScan scan = new TermsScan(release, totals, bytes)) {
      for (long b = next.getAndIncrement(); b < blocks.count(); b = next.getAndIncrement()) {
        Block block = blocks.block(b);
        scan.run(block);
        progress.accept((long) block.sequences() * release.order().sequenceTokens());
      }
    } catch (IOException e) {
      // The other workers need not go on.
      next.set(blocks.count());
      throw new UncheckedIOException(e);
    }
  }
}
