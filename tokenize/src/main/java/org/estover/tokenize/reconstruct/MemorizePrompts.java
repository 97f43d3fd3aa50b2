package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;

/**
 * Writes what a study of memorization gives a model, as NumPy arrays with a row per sequence by
 * position: {@value #PROMPTS} of shape (rows, promptTokens), {@value #CONTINUATIONS} of shape
 * (rows, continuationTokens), both {@code uint16} or, for large vocabularies, {@code int32}, and
 * {@value #POSITIONS} of shape (rows), {@code int64}; and the study beside them.
 *
 * <p>What was taken down is masked. Sequences are read in groups by where they lie. Memory: the
 * tokens of a group; for a sample 8 bytes a row.
 */
public final class MemorizePrompts {
  /** The array of prompts. */
  public static final String PROMPTS = "prompts.npy";

  /** The array of what follows them. */
  public static final String CONTINUATIONS = "continuations.npy";

  /** The array of their positions. */
  public static final String POSITIONS = "positions.npy";

  private static final int GROUP_ROWS = 1 << 14;
  private static final int GROUP_TOKENS = 1 << 24;

  private MemorizePrompts() {}

  /**
   * Writes the files into a folder that exists.
   *
   * @throws StudyException if the release is not the study's, or its sequences are too short
   * @throws NotInReleaseException if the release does not feed the study's steps
   */
  public static void write(Path folder, Reconstruct release, MemorizeStudy study)
      throws IOException {
    study.requireIn(release);
    NpyType type = NpyType.of(release.content().tokenizer().tokenWidth());
    int prompt = study.promptTokens();
    int continuation = study.continuationTokens();
    LongUnaryOperator positionOf = study.positions();
    try (NpyWriter prompts = NpyWriter.create(folder.resolve(PROMPTS), type, study.rows(), prompt);
        NpyWriter continuations =
            NpyWriter.create(folder.resolve(CONTINUATIONS), type, study.rows(), continuation);
        NpyWriter positions =
            NpyWriter.create(folder.resolve(POSITIONS), NpyType.INT64, study.rows())) {
      int rows = groupRows(study, GROUP_ROWS);
      for (long from = 0; from < study.rows(); from += rows) {
        int count = (int) Math.min(rows, study.rows() - from);
        long[] group = new long[count];
        for (int i = 0; i < count; i++) {
          group[i] = positionOf.applyAsLong(from + i);
          positions.write(group[i]);
        }
        for (int[] tokens : read(release, group, study, release::handedOut)) {
          prompts.write(tokens, 0, prompt);
          continuations.write(tokens, prompt, continuation);
        }
      }
      prompts.finish();
      continuations.finish();
      positions.finish();
    }
    study.write(folder);
  }

  /** How many rows are read at once: so many, or as many as have {@value #GROUP_TOKENS} tokens. */
  static int groupRows(MemorizeStudy study, int most) {
    return Math.max(1, Math.min(most, GROUP_TOKENS / study.tokens()));
  }

  /** Reads some of the tokens of the sequence at a position. */
  interface Tokens {
    int[] read(long position, int from, int count) throws IOException;
  }

  /** The tokens that a study reads at positions that ascend, in the order of the positions. */
  static int[][] read(Reconstruct release, long[] positions, MemorizeStudy study, Tokens reader)
      throws IOException {
    int[][] tokens = new int[positions.length][];
    OrderWalk.inPlaceOrder(
        release.order(),
        positions,
        (position, slot) ->
            tokens[Arrays.binarySearch(positions, position)] =
                reader.read(position, study.first(), study.tokens()));
    return tokens;
  }
}
