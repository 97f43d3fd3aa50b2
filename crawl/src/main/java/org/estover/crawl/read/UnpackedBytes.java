package org.estover.crawl.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.estover.crawl.stream.ByteFeed;
import org.estover.crawl.stream.Damage;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked bytes of a file or an entry, up to its end or its first damage, where they end as
 * well: {@link #damage} says where and why. Throws only where the file cannot be read. Not
 * thread-safe.
 */
public final class UnpackedBytes extends InputStream {
  private final String name;
  private final ByteFeed feed;
  private final UnpackBudget budget;
  private byte[] head = new byte[0];
  private int headRead;
  private long offset;
  private @Nullable Damage bomb;

  UnpackedBytes(String name, ByteFeed feed, UnpackBudget budget) {
    this.name = name;
    this.feed = feed;
    this.budget = budget;
  }

  /** Returns what asides and documents call the file: its name, of an entry with that behind !/. */
  public String name() {
    return name;
  }

  /** Returns the place of the byte that is read next, as asides say it. */
  public long offset() {
    return offset;
  }

  /** Returns the damage at which the bytes ended, if they did. */
  public Optional<Damage> damage() {
    return bomb == null ? feed.damage() : Optional.of(bomb);
  }

  /** Returns the size of the file as it lies on the disk, in bytes; -1 of what lies in another. */
  long size() throws IOException {
    return feed.size();
  }

  /** Goes on behind the damage, where something begins that was packed by itself. */
  boolean resume() throws IOException {
    return bomb == null && feed.resume();
  }

  /** Returns the first bytes, at most so many, which are read all the same. */
  byte[] peek(int most) throws IOException {
    byte[] bytes = new byte[most];
    int size = 0;
    for (int read = 0; read >= 0 && size < most; size += Math.max(0, read)) {
      read = take(bytes, size, most - size);
    }
    head = Arrays.copyOf(bytes, size);
    return head.clone();
  }

  /** Returns those of the first bytes that were peeked at, at most so many. */
  byte[] head(int most) {
    return Arrays.copyOf(head, Math.min(most, head.length));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read;
    if (headRead < head.length) {
      read = Math.min(length, head.length - headRead);
      System.arraycopy(head, headRead, target, from, read);
      headRead += read;
    } else {
      read = take(target, from, length);
    }
    offset += Math.max(0, read);
    return read;
  }

  /** Says that there may be more: gzip of many members ends for Java where nothing is said. */
  @Override
  public int available() {
    return damage().isEmpty() ? 1 : 0;
  }

  private int take(byte[] target, int from, int length) throws IOException {
    if (bomb != null) {
      return -1;
    }
    int read = feed.read(target, from, length);
    if (read > 0 && !budget.spend(read)) {
      bomb = new Damage(offset, "decompression-bomb");
      return -1;
    }
    return read;
  }
}
