package org.estover.jobs.dedupe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.dedupe.span.Corpus;
import org.estover.dedupe.span.DocumentSpans;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanCutter;
import org.estover.dedupe.span.SpanMode;
import org.estover.dedupe.span.WindowMarks;

/**
 * Finds repeated passages in one thread, with all texts in memory.
 *
 * <p>Marked are bytes of the texts as one, in the order of reading, each followed by two line
 * feeds: the figure of deduplicate-text-datasets. Cut are passages that documents repeat, whoever
 * stands beside them, and which one is first is decided by survival. {@code concatenated} cuts what
 * is marked instead: passages may then reach over ends of documents, and the first is the one read
 * first.
 */
public final class LocalSpans implements SpanFinder {
  /** What {@link Cuts} calls the bytes marked. */
  static final String MARKED = "marked_bytes";

  /** What {@link Cuts} calls the bytes marked by windows within documents. */
  static final String MARKED_WITHIN = "marked_within_documents";

  private static final byte[] SEPARATOR = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final Documents documents;
  private final SpanConfig config;
  private final SpanMode mode;
  private final boolean concatenated;

  /**
   * Searches documents.
   *
   * @param concatenated whether what is marked in the one text is cut
   */
  public LocalSpans(Documents documents, SpanConfig config, SpanMode mode, boolean concatenated) {
    this.documents = documents;
    this.config = config;
    this.mode = mode;
    this.concatenated = concatenated;
  }

  @Override
  public void take(int document, String url, String text) {
    // The texts are in the scratch file, from which they come back as bytes.
  }

  @Override
  public Cuts find() {
    Cuts cuts = new Cuts(documents.size());
    if (concatenated) {
      findInOneText(cuts);
    } else {
      findInDocuments(cuts);
    }
    return cuts;
  }

  private void findInOneText(Cuts cuts) {
    List<byte[]> texts = new ArrayList<>();
    for (int document = 0; document < documents.size(); document++) {
      texts.add(documents.utf8(document));
    }
    Corpus text = Corpus.concatenated(texts, SEPARATOR, config);
    WindowMarks marks = new RepeatedSpans(config).find(text);
    new SpanCutter(mode).cut(text, marks, sink(cuts));
    cuts.mark(MARKED, marks.bytes(SpanMode.REMOVE_ALL));
  }

  private void findInDocuments(Cuts cuts) {
    int[] order = documents.inOrder();
    List<byte[]> texts = Arrays.stream(order).mapToObj(documents::utf8).toList();
    int[] reading = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      reading[order[rank]] = rank;
    }
    DocumentSpans found = DocumentSpans.find(texts, reading, SEPARATOR, config);
    SpanCutter.CutSink sink = sink(cuts);
    found.cut(mode, (rank, range) -> sink.cut(order[rank], range));
    cuts.mark(MARKED, found.bytesInOneText());
    cuts.mark(MARKED_WITHIN, found.bytes());
  }

  /** What was published before is not cut any more. */
  private SpanCutter.CutSink sink(Cuts cuts) {
    return (document, range) -> {
      if (!documents.key(document).isBase()) {
        cuts.add(document, range);
      }
    };
  }
}
