package org.estover.dedupe.span;

import java.util.Arrays;
import java.util.List;

/**
 * The documents of a corpus in the order of survival, as UTF-8 bytes at 64-bit positions.
 *
 * <p>{@link #documents Documents} are texts of their own: a window lies within one of them. In a
 * {@link #concatenated} corpus there is one text, windows cross the ends of documents, and a
 * separator may be part of a window. Both find the same windows within documents; a window that
 * holds a separator is repeated only where the end of one document and the start of the next stand
 * together twice, which no rule for documents should depend on. Use the first for a corpus, the
 * second to compare with tools that see one file.
 *
 * <p>Arrays are kept and not copied, but for {@code concatenated} with a separator or several
 * parts. Any size: a text beyond one array is held in several, each of which repeats the bytes next
 * to it. Immutable as long as nobody writes to the arrays.
 */
public final class Corpus {
  private static final int MOST_TEXT_BYTES = 1 << 30;

  private final byte[][] texts;

  /** Where each text's own bytes begin, and the size of all. */
  private final long[] starts;

  /**
   * The bytes that a text may hold of its neighbours on either side; 0 in a corpus of documents.
   */
  private final int margin;

  private final int windowsBeyond;
  private final long[] documentStarts;
  private final int[] documentSizes;

  private Corpus(
      byte[][] texts,
      long[] starts,
      int margin,
      int windowsBeyond,
      long[] documentStarts,
      int[] documentSizes) {
    this.texts = texts;
    this.starts = starts;
    this.margin = margin;
    this.windowsBeyond = windowsBeyond;
    this.documentStarts = documentStarts;
    this.documentSizes = documentSizes;
  }

  /** A corpus whose windows lie within documents. */
  public static Corpus documents(List<byte[]> documents) {
    byte[][] texts = documents.toArray(byte[][]::new);
    long[] starts = new long[texts.length + 1];
    int[] sizes = new int[texts.length];
    for (int document = 0; document < texts.length; document++) {
      sizes[document] = texts[document].length;
      starts[document + 1] = starts[document] + sizes[document];
    }
    return new Corpus(texts, starts, 0, 0, starts, sizes);
  }

  /** One text: the documents, each followed by a separator (which may be empty). */
  public static Corpus concatenated(List<byte[]> documents, byte[] separator, SpanConfig config) {
    return concatenated(documents, separator, config, MOST_TEXT_BYTES);
  }

  static Corpus concatenated(
      List<byte[]> documents, byte[] separator, SpanConfig config, int mostBytes) {
    int count = documents.size();
    long[] documentStarts = new long[count + 1];
    int[] sizes = new int[count];
    for (int document = 0; document < count; document++) {
      sizes[document] = documents.get(document).length;
      documentStarts[document + 1] = documentStarts[document] + sizes[document] + separator.length;
    }
    long size = documentStarts[count];
    if (count == 1 && separator.length == 0) {
      byte[][] texts = {documents.get(0)};
      return new Corpus(texts, documentStarts, 0, 0, documentStarts, sizes);
    }
    int margin = 2 * config.minBytes();
    int textCount = Math.toIntExact((size + mostBytes - 1) / mostBytes);
    byte[][] texts = new byte[textCount][];
    long[] starts = new long[textCount + 1];
    for (int text = 0; text < textCount; text++) {
      starts[text] = (long) text * mostBytes;
      starts[text + 1] = Math.min(size, starts[text] + mostBytes);
      long from = Math.max(0, starts[text] - margin);
      long to = Math.min(size, starts[text + 1] + margin);
      texts[text] = copy(documents, separator, documentStarts, from, to);
    }
    return new Corpus(texts, starts, margin, config.minBytes() - 1, documentStarts, sizes);
  }

  private static byte[] copy(
      List<byte[]> documents, byte[] separator, long[] documentStarts, long from, long to) {
    byte[] text = new byte[Math.toIntExact(to - from)];
    int document = indexOf(documentStarts, from, 0);
    for (; document < documents.size() && documentStarts[document] < to; document++) {
      byte[] bytes = documents.get(document);
      put(bytes, documentStarts[document], text, from);
      put(separator, documentStarts[document] + bytes.length, text, from);
    }
    return text;
  }

  /** Copies what of the bytes at this position falls into the text that begins at {@code from}. */
  private static void put(byte[] bytes, long position, byte[] text, long from) {
    long start = Math.max(position, from);
    long end = Math.min(position + bytes.length, from + text.length);
    if (start < end) {
      System.arraycopy(
          bytes, (int) (start - position), text, (int) (start - from), (int) (end - start));
    }
  }

  /** The bytes of all texts, separators included. */
  public long size() {
    return starts[texts.length];
  }

  /** How many documents there are. */
  public int documentCount() {
    return documentSizes.length;
  }

  /** The position of a document's first byte. */
  public long documentStart(int document) {
    return documentStarts[document];
  }

  /** The bytes of a document. */
  public int documentSize(int document) {
    return documentSizes[document];
  }

  /** The byte at a position. */
  public byte byteAt(long position) {
    int text = textAt(position, 0);
    return texts[text][offset(text, position)];
  }

  int textCount() {
    return texts.length;
  }

  byte[] text(int text) {
    return texts[text];
  }

  /** The text that holds a position, which is no less than the start of text {@code hint}. */
  int textAt(long position, int hint) {
    return indexOf(starts, position, hint);
  }

  /** Where in a text a position is. */
  int offset(int text, long position) {
    return (int) (position - starts[text]) + windowsFrom(text);
  }

  /** The position of the first byte of a text's array. */
  long arrayStart(int text) {
    return starts[text] - windowsFrom(text);
  }

  /** The offset of a text's first own window. */
  int windowsFrom(int text) {
    return (int) Math.min(margin, starts[text]);
  }

  /** The offset after a text's last own window. */
  int windowsTo(int text) {
    return (int) (Math.min(starts[text + 1] + windowsBeyond, size()) - arrayStart(text));
  }

  /** The last index from {@code hint} on whose start is not after the position. */
  private static int indexOf(long[] starts, long position, int hint) {
    int step = 1;
    int low = hint;
    while (low + step < starts.length && starts[low + step] <= position) {
      low += step;
      step *= 2;
    }
    int high = Math.min(starts.length, low + step);
    int found = Arrays.binarySearch(starts, low, high, position);
    return found < 0 ? -found - 2 : lastEqual(starts, found);
  }

  /** Empty documents share a start: the last of them holds the byte. */
  private static int lastEqual(long[] starts, int found) {
    int last = found;
    while (last + 1 < starts.length - 1 && starts[last + 1] == starts[last]) {
      last++;
    }
    return last;
  }
}
