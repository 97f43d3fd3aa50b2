package org.estover.jobs.eval;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;
import org.jspecify.annotations.Nullable;

/** The lines of a file, plain or compressed with gzip or zstd; one in memory at a time. */
final class EvalLines implements Closeable {
  private static final int MOST_BYTES = 64 << 20;

  /**
   * A line.
   *
   * @param number counted from 1
   * @param text the line without its end
   * @param problem why it has no text, or ""
   */
  record Line(long number, String text, String problem) {}

  private final ByteFeed feed;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long number;
  private boolean damageTold;

  EvalLines(Path file) throws IOException {
    feed = ByteFeed.open(file);
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean any = false;
    boolean tooLong = false;
    while (at < filled || fill()) {
      any = true;
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      tooLong |= bytes.size() + (end - at) > MOST_BYTES;
      if (!tooLong) {
        bytes.write(buffer, at, end - at);
      }
      boolean ends = end < filled;
      at = ends ? end + 1 : end;
      if (ends) {
        number++;
        return tooLong ? new Line(number, "", "line-too-long") : decoded(bytes.toByteArray());
      }
    }
    Optional<Damage> damage = feed.damage();
    if (damage.isPresent()) {
      // What stands before the damage is half a line.
      if (damageTold) {
        return null;
      }
      damageTold = true;
      number++;
      return new Line(number, "", damage.get().reason());
    }
    if (!any) {
      return null;
    }
    number++;
    return tooLong ? new Line(number, "", "line-too-long") : decoded(bytes.toByteArray());
  }

  private Line decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (number == 1 && text.startsWith("\ufeff")) {
        text = text.substring(1);
      }
      return new Line(
          number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, "");
    } catch (CharacterCodingException e) {
      return new Line(number, "", "not-utf8");
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, feed.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
