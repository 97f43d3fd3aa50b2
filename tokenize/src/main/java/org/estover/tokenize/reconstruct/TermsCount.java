package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.PackedOrder;
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
        throw Errors.steps(release.release(), 0, step, question.plan(), steps);
      }
    }
    if (release.order().sequenceTokens() > SEQUENCE_TOKENS_LIMIT) {
      throw Errors.sequencesTooLong(release.release(), SEQUENCE_TOKENS_LIMIT);
    }
    TermsTotals totals = new TermsTotals(question, tokenizer);
    List<Block> blocks = blocks(release.order(), blockTokens);
    TokenBytes bytes = TextTrace.bytesOf(release.content().tokenizer(), tokenizer);
    AtomicInteger next = new AtomicInteger();
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
      List<Block> blocks,
      AtomicInteger next,
      LongConsumer progress) {
    try (TermsScan scan = new TermsScan(release, totals, bytes)) {
      for (int b = next.getAndIncrement(); b < blocks.size(); b = next.getAndIncrement()) {
        scan.run(blocks.get(b));
        progress.accept((long) blocks.get(b).sequences() * release.order().sequenceTokens());
      }
    } catch (IOException e) {
      // The other workers need not go on.
      next.set(blocks.size());
      throw new UncheckedIOException(e);
    }
  }

  private static List<Block> blocks(PackedOrder order, int blockTokens) {
    int size = Math.max(1, blockTokens / order.sequenceTokens());
    List<Block> blocks = new ArrayList<>();
    for (int source = 0; source < order.sources().size(); source++) {
      long count = order.sequenceCount(source);
      for (long first = 0; first < count; first += size) {
        blocks.add(new Block(source, first, (int) Math.min(size, count - first)));
      }
    }
    return blocks;
  }
}
