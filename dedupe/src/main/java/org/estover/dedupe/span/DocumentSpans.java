package org.estover.dedupe.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The repeated windows of documents, looked at in two ways: as one text in the order of reading,
 * and each document by itself in the order of survival.
 *
 * <p>In one text windows cross the ends of documents, so that what is marked depends on who stands
 * beside whom; that is the figure of tools which see one file. What is cut from a document must not
 * depend on its neighbours: there windows lie within documents, and which occurrence is the first
 * is decided by their rank.
 *
 * <p>The second way costs little after the first: a window that is repeated within documents is
 * repeated in the one text, so only passages marked there are looked at again.
 *
 * <p>Cost: that of {@link RepeatedSpans} on the text, and on its marked part. Memory, beside the
 * documents: a copy of them and what {@link RepeatedSpans} states; then a copy of the marked part
 * and two bits per byte. Immutable as long as nobody writes to the documents.
 */
public final class DocumentSpans {
  private final Corpus corpus;
  private final WindowMarks marks;
  private final long bytesInOneText;

  private DocumentSpans(Corpus corpus, WindowMarks marks, long bytesInOneText) {
    this.corpus = corpus;
    this.marks = marks;
    this.bytesInOneText = bytesInOneText;
  }

  /** A part of a document that the one text repeats. */
  private record Passage(int document, int start, int end) {
    static final Comparator<Passage> ORDER =
        Comparator.comparingInt(Passage::document).thenComparingInt(Passage::start);
  }

  /** What was found in the one text. */
  private record InOneText(List<Passage> passages, long bytes) {}

  /**
   * Finds the repeated windows of documents.
   *
   * @param documents in the order of survival
   * @param reading the index of each document in the order in which they stand in one text
   * @param separator what follows each of them there
   */
  public static DocumentSpans find(
      List<byte[]> documents, int[] reading, byte[] separator, SpanConfig config) {
    InOneText found = findInOneText(documents, reading, separator, config);
    List<byte[]> texts = new ArrayList<>();
    for (Passage passage : found.passages()) {
      texts.add(
          Arrays.copyOfRange(documents.get(passage.document()), passage.start(), passage.end()));
    }
    Corpus passages = Corpus.documents(texts);
    WindowMarks windows = new RepeatedSpans(config).find(passages);
    Corpus corpus = Corpus.documents(documents);
    WindowMarks marks = new WindowMarks(corpus.size(), config);
    for (int i = 0; i < passages.documentCount(); i++) {
      Passage passage = found.passages().get(i);
      long from = passages.documentStart(i);
      long to = from + passages.documentSize(i);
      windows.copy(
          from, to, marks, corpus.documentStart(passage.document()) + passage.start() - from);
    }
    return new DocumentSpans(corpus, marks, found.bytes());
  }

  private static InOneText findInOneText(
      List<byte[]> documents, int[] reading, byte[] separator, SpanConfig config) {
    List<byte[]> read = Arrays.stream(reading).mapToObj(documents::get).toList();
    Corpus text = Corpus.concatenated(read, separator, config);
    WindowMarks marks = new RepeatedSpans(config).find(text);
    List<Passage> passages = new ArrayList<>();
    int[] next = {0};
    marks.forEachRange(
        SpanMode.REMOVE_ALL,
        (start, end) -> {
          int place = next[0];
          while (place < reading.length && text.documentStart(place) < end) {
            long documentStart = text.documentStart(place);
            int from = (int) Math.max(0, start - documentStart);
            int to = (int) Math.min(text.documentSize(place), end - documentStart);
            if (to - from >= config.minBytes()) {
              passages.add(new Passage(reading[place], from, to));
            }
            // The last one may reach into the next range.
            next[0] = place;
            place++;
          }
        });
    passages.sort(Passage.ORDER);
    return new InOneText(passages, marks.bytes(SpanMode.REMOVE_ALL));
  }

  /** The bytes of the one text, separators included, that repeated windows cover. */
  public long bytesInOneText() {
    return bytesInOneText;
  }

  /** The bytes of documents that windows cover which are repeated within documents. */
  public long bytes() {
    return marks.bytes(SpanMode.REMOVE_ALL);
  }

  /** What is to be cut from documents, by their index in the order of survival. */
  public void cut(SpanMode mode, SpanCutter.CutSink sink) {
    new SpanCutter(mode).cut(corpus, marks, sink);
  }
}
