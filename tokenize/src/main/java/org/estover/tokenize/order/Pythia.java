package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.ShardFormat;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;

/**
 * Pythia's training: 143,000 steps of 1,024 sequences of 2,048 inputs, and its preshuffled data,
 * one item of 2,049 tokens per sequence in the order of training.
 *
 * <p>Item i is what GPT-NeoX's data set returns for index i, so step s reads the items [1024 s,
 * 1024 (s+1)).
 */
public final class Pythia {
  /** Training steps. */
  public static final long STEPS = 143_000;

  /** Sequences of a step: 32 of each of 32 ranks. */
  public static final BatchShape BATCH = new BatchShape(32, 1, 32);

  /** Inputs of a sequence. */
  public static final int SEQUENCE_TOKENS = 2048;

  /** Tokens of an item: the inputs and the last target. */
  public static final int ITEM_TOKENS = SEQUENCE_TOKENS + 1;

  /** The seed of the order; the PolyPythias have 1 to 9. */
  public static final long SEED = 1234;

  /** The sequences of all steps: 146,432,000. */
  public static final long SEQUENCES = STEPS * 1024;

  /** The samples that GPT-NeoX was asked for: half a percent more. */
  public static final long REQUESTED = NeoxBlend.requests(new double[] {1.0}, SEQUENCES)[0];

  private Pythia() {}

  /** Writes every sample of an order into one preshuffled data set. */
  public static void writePreshuffled(NeoxOrder order, IndexedDatasetReader data, Path prefix)
      throws IOException {
    TokenWidth width = data.width();
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(prefix, width)) {
      for (long i = 0; i < order.samples(); i++) {
        int[] tokens = order.tokens(data, i);
        writer.append(tokens, 0, tokens.length);
        writer.endSequence();
        writer.endDocument();
      }
      writer.finish();
    }
  }

  /**
   * Writes {@code indicies.npy} as batch_viewer.py does: a matrix of the items of some steps.
   *
   * <p>Quirks: the last step is <em>included</em>, and steps that the data do not hold are left out
   * without a word; the name is spelled as there. Other than batch_viewer this checks that every
   * item has 2,049 tokens: it only fails where their sum is no multiple of it.
   *
   * @param prefix the preshuffled data, whole or joined
   * @return the file
   * @throws OrderException if the first step is not there, or the items are others
   */
  public static Path writeBatches(Path prefix, long firstStep, long lastStep, Path folder)
      throws IOException {
    try (IndexedDatasetReader data = IndexedDatasetReader.open(prefix)) {
      BatchPlan plan = BATCH.plan();
      long items = data.sequenceCount();
      long steps = (items + plan.sequencesPerStep() - 1) / plan.sequencesPerStep();
      if (firstStep < 0 || firstStep >= steps || lastStep < firstStep) {
        throw Errors.stepOutside(firstStep < 0 || firstStep >= steps ? firstStep : lastStep, steps);
      }
      long first = plan.firstPosition(firstStep);
      long end = Math.min(plan.endPosition(lastStep), items);
      Path file = folder.resolve("indicies.npy");
      NpyType type = NpyType.of(data.width());
      try (NpyWriter writer = NpyWriter.create(file, type, end - first, ITEM_TOKENS)) {
        for (long item = first; item < end; item++) {
          int size = data.sequenceSize(item);
          if (size != ITEM_TOKENS) {
            throw Errors.otherRowSize(ShardFormat.idx(prefix), item, size, ITEM_TOKENS);
          }
          writer.write(data.sequence(item), 0, size);
        }
        writer.finish();
      }
      return file;
    }
  }
}
