package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;

/**
 * A NumPy file of sequences, as Pythia's batch_viewer writes it: one array of shape (sequences,
 * L+1), row after row, of {@code uint16} or, for large vocabularies, {@code int32}.
 *
 * <p>The file appears whole or not at all, when {@link #finish()} was called. Not thread-safe.
 */
public final class BatchArray implements Closeable {
  private final NpyWriter writer;
  private final int columns;
  private long rowsLeft;

  private BatchArray(NpyWriter writer, long rows, int columns) {
    this.writer = writer;
    this.rowsLeft = rows;
    this.columns = columns;
  }

  /** Starts a file for sequences of a release. */
  public static BatchArray create(Path file, long sequences, Reconstruct release)
      throws IOException {
    int columns = Math.addExact(release.order().sequenceTokens(), 1);
    NpyType type = NpyType.of(release.content().tokenizer().tokenWidth());
    return new BatchArray(NpyWriter.create(file, type, sequences, columns), sequences, columns);
  }

  /** Appends the next sequence. */
  public void add(BatchSequence sequence) throws IOException {
    int[] tokens = sequence.tokens();
    if (rowsLeft == 0 || tokens.length != columns) {
      throw new IllegalArgumentException(
          tokens.length + " tokens for the next of " + rowsLeft + " rows");
    }
    writer.write(tokens, 0, tokens.length);
    rowsLeft--;
  }

  /** Completes the file and gives it its name. */
  public void finish() throws IOException {
    if (rowsLeft != 0) {
      throw new IllegalStateException(rowsLeft + " rows are missing");
    }
    writer.finish();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
