package org.estover.tokenize.reconstruct;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.estover.tokenize.shard.TokenWidth;

/**
 * A NumPy file of sequences, as Pythia's batch_viewer writes it: one array of shape (sequences,
 * L+1), row after row, of {@code uint16} or, for large vocabularies, {@code int32}.
 *
 * <p>The file appears whole or not at all, when {@link #finish()} was called. Not thread-safe.
 */
public final class BatchArray implements Closeable {
  private static final int HEADER_ALIGNMENT = 64;
  private static final int PREFIX_SIZE = 10;

  private final Path file;
  private final Path unfinished;
  private final OutputStream out;
  private final TokenWidth width;
  private final byte[] row;
  private long rowsLeft;

  private BatchArray(Path file, long rows, int columns, TokenWidth width) throws IOException {
    this.file = file;
    this.width = width;
    this.rowsLeft = rows;
    row = new byte[Math.multiplyExact(columns, width.bytes())];
    unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    out.write(header(rows, columns, width));
  }

  /** Starts a file for sequences of a release. */
  public static BatchArray create(Path file, long sequences, Reconstruct release)
      throws IOException {
    int vocabulary = release.content().tokenizer().vocabularySize();
    int columns = Math.addExact(release.order().sequenceTokens(), 1);
    return new BatchArray(file, sequences, columns, TokenWidth.forVocabulary(vocabulary));
  }

  /** Appends the next sequence. */
  public void add(BatchSequence sequence) throws IOException {
    int[] tokens = sequence.tokens();
    if (rowsLeft == 0 || tokens.length * width.bytes() != row.length) {
      throw new IllegalArgumentException(
          tokens.length + " tokens for the next of " + rowsLeft + " rows");
    }
    width.encode(tokens, 0, tokens.length, row, 0);
    out.write(row);
    rowsLeft--;
  }

  /** Completes the file and gives it its name. */
  public void finish() throws IOException {
    if (rowsLeft != 0) {
      throw new IllegalStateException(rowsLeft + " rows are missing");
    }
    out.close();
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] header(long rows, int columns, TokenWidth width) {
    String type = width == TokenWidth.UINT16 ? "<u2" : "<i4";
    String dictionary =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + rows
            + ", "
            + columns
            + "), }";
    int unpadded = PREFIX_SIZE + dictionary.length() + 1;
    int padding = (HEADER_ALIGNMENT - unpadded % HEADER_ALIGNMENT) % HEADER_ALIGNMENT;
    int size = dictionary.length() + padding + 1;
    String prefix = "\u0093NUMPY\u0001\u0000" + (char) (size & 0xFF) + (char) (size >>> 8);
    return (prefix + dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(unfinished);
  }
}
