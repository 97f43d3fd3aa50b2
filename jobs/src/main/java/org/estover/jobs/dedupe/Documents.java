package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.near.SurvivorKey;
import org.jspecify.annotations.Nullable;

/**
 * The documents that a command was given, by number in the order of their reading.
 *
 * <p>Names and texts lie in a scratch file, to which they were copied: texts may come from a gzip
 * stream, in which there is no going back. Memory: some 70 bytes a document. Not thread-safe.
 */
public final class Documents implements Closeable {
  private static final int BUFFER = 1 << 20;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private SurvivorKey[] keys = new SurvivorKey[1 << 10];
  private long[] starts = new long[1 << 10];
  private int[] nameSizes = new int[1 << 10];
  private int size;
  private long end;
  private long textBytes;
  private int @Nullable [] order;

  private Documents(FileChannel file) {
    this.file = file;
  }

  /** Makes an empty collection; {@code scratch} is removed when it is closed. */
  public static Documents in(Path scratch) throws IOException {
    return new Documents(
        FileChannel.open(
            scratch,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /**
   * Adds a document.
   *
   * @param name what the input calls it; empty if it has no name but its id
   * @param priority smaller stays first
   * @param text in UTF-8
   */
  public void add(String name, int priority, DocumentId id, byte[] text) throws IOException {
    if (size == keys.length) {
      int more = Math.addExact(size, size / 2);
      keys = Arrays.copyOf(keys, more);
      starts = Arrays.copyOf(starts, more);
      nameSizes = Arrays.copyOf(nameSizes, more);
    }
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    keys[size] = SurvivorKey.of(priority, id.bytes());
    starts[size] = end;
    nameSizes[size] = named.length;
    size++;
    order = null;
    write(named);
    write(text);
    textBytes += text.length;
  }

  private void write(byte[] bytes) throws IOException {
    end += bytes.length;
    if (bytes.length > buffer.remaining()) {
      flush();
    }
    if (bytes.length > buffer.remaining()) {
      writeAll(ByteBuffer.wrap(bytes));
    } else {
      buffer.put(bytes);
    }
  }

  private void flush() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** The number of documents. */
  public int size() {
    return size;
  }

  /** The bytes of all texts in UTF-8. */
  public long textBytes() {
    return textBytes;
  }

  /** The rank of a document among its duplicates. */
  public SurvivorKey key(int document) {
    return keys[document];
  }

  /** What the input calls a document, else its id. */
  public String name(int document) {
    int length = nameSizes[document];
    return length == 0
        ? DocumentId.of(keys[document].documentId()).toString()
        : new String(read(starts[document], length), StandardCharsets.UTF_8);
  }

  /** The text of a document. */
  public String text(int document) {
    return new String(utf8(document), StandardCharsets.UTF_8);
  }

  /** The text of a document in UTF-8. */
  public byte[] utf8(int document) {
    long start = starts[document] + nameSizes[document];
    return read(start, textSize(document));
  }

  /** The bytes of a document's text in UTF-8. */
  public int textSize(int document) {
    long next = document + 1 < size ? starts[document + 1] : end;
    return Math.toIntExact(next - starts[document] - nameSizes[document]);
  }

  private byte[] read(long from, int length) {
    try {
      if (buffer.position() > 0) {
        flush();
      }
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (file.read(bytes, from + bytes.position()) < 0) {
          throw new EOFException("the scratch file of documents was cut");
        }
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The numbers of all documents in survivor's order. Equal keys are one document: its names decide
   * then, so that the order is not that of reading.
   */
  public int[] inOrder() {
    int[] known = order;
    if (known == null) {
      known = sorted();
      order = known;
    }
    return known.clone();
  }

  /**
   * Gives what was found of documents of equal keys out anew, the least to the first of their
   * names: rows of one id have one text, and which of them Spark took for the first says nothing.
   *
   * @param found by number of the document
   */
  void giveLeastToFirst(int[][] found, Comparator<int[]> least) {
    int[] numbers = inOrder();
    int from = 0;
    for (int at = 1; at <= numbers.length; at++) {
      if (at == numbers.length || !keys[numbers[at]].equals(keys[numbers[from]])) {
        List<int[]> equal = new ArrayList<>();
        for (int i = from; i < at; i++) {
          equal.add(found[numbers[i]]);
        }
        equal.sort(least);
        for (int i = from; i < at; i++) {
          found[numbers[i]] = equal.get(i - from);
        }
        from = at;
      }
    }
  }

  private int[] sorted() {
    Integer[] numbers = new Integer[size];
    Arrays.setAll(numbers, i -> i);
    Arrays.sort(numbers, this::compare);
    return Arrays.stream(numbers).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int one, int other) {
    int byKey = keys[one].compareTo(keys[other]);
    return byKey != 0 || one == other ? byKey : name(one).compareTo(name(other));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
