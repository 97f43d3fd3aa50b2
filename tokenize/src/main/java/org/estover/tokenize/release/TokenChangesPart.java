package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The changes of one shard while they are found: a file that {@link TokenChanges} joins. */
public final class TokenChangesPart implements Closeable {
  private final Path file;
  private final OutputStream out;
  private final ByteBuffer change =
      ByteBuffer.allocate(TokenChanges.CHANGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private long count;
  private long last = -1;

  private TokenChangesPart(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** Starts a file, whatever was there before. */
  public static TokenChangesPart create(Path file) throws IOException {
    return new TokenChangesPart(
        file, new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  /**
   * Appends a change.
   *
   * @param token in the shard; ascending
   * @param before the token that the shard has
   * @param after the one that stands there now
   */
  public void add(long token, int before, int after) throws IOException {
    if (token <= last || before == after) {
      throw new IllegalArgumentException(
          "token " + token + " after " + last + " from " + before + " to " + after);
    }
    out.write(change.clear().putLong(token).putInt(before).putInt(after).array());
    last = token;
    count++;
  }

  /** How many changes there are. */
  public long count() {
    return count;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
