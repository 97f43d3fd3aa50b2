package org.estover.dedupe.span;

/**
 * Finds all windows of k bytes that occur at least twice in a corpus, and marks the bytes they
 * cover.
 *
 * <p>Idea: of every window one gram is its anchor, chosen by the window's content alone ({@link
 * AnchorExtractor}). Anchors are brought together by hash ({@code AnchorTable}), and around those
 * that share one the texts are compared ({@link GroupVerifier}). No window is missed, as equal
 * windows have equal anchors at equal offsets; none is marked falsely, as bytes decide.
 *
 * <pre>
 * text    ......[== window of k ==].............[== the same ===]....
 * grams          |  |  * |  |                     |  |  * |  |         * least hash = anchor
 * table   hash(*) -> position, position      compare around both, left and right
 * </pre>
 *
 * <p>On a {@linkplain Corpus#concatenated concatenated} corpus the ranges of {@code REMOVE_ALL} are
 * those that a suffix array gives (deduplicate-text-datasets: {@code self-similar}, {@code
 * collect}). {@code KEEP_ONE} marks a window if an equal one begins before it.
 *
 * <p>Cost: linear in the text, O(k) times that at the worst. Memory, beside the text: two bits per
 * byte; 8 to 12 bytes per anchor, of which common text has one per (k - q + 2) / 2 bytes, so a
 * third of a byte per byte for k = 100 (text made for it reaches one anchor per byte); at most 64
 * MiB for the order of comparing; and about 100 bytes per anchor of the largest group. One thread;
 * the object may be used again.
 *
 * <p>A Spark job does the same with two shuffles: anchors by hash; then, for hashes of two and
 * more, the bytes around them ({@link GroupVerifier#bytesBefore} and {@code bytesAfter}), sorted by
 * survivor's key and offset; and brings the windows back by document, where {@link WindowMarks}
 * joins them with the periodic stretches of {@link AnchorExtractor}. It equals this class on {@link
 * Corpus#documents}.
 */
public final class RepeatedSpans {
  /** The name of the rule by which bytes are marked; another result means another name. */
  public static final String VERSION = "estover.spans.v1";

  private final SpanConfig config;
  private final AnchorExtractor extractor;
  private final GroupVerifier verifier;

  /** Looks for windows of this length. */
  public RepeatedSpans(SpanConfig config) {
    this(config, new AnchorExtractor(config), new GroupVerifier(config));
  }

  RepeatedSpans(SpanConfig config, AnchorExtractor extractor, GroupVerifier verifier) {
    this.config = config;
    this.extractor = extractor;
    this.verifier = verifier;
  }

  /** Marks the repeated windows of a corpus, by position. */
  public WindowMarks find(Corpus corpus) {
    WindowMarks marks = new WindowMarks(corpus.size(), config);
    AnchorTable table = new AnchorTable(corpus.size(), config.expectedAnchors(corpus.size()));
    for (int text = 0; text < corpus.textCount(); text++) {
      extractor.extract(
          corpus.text(text),
          corpus.windowsFrom(text),
          corpus.windowsTo(text),
          new Positions(corpus.arrayStart(text), table, marks));
    }
    table.drain(
        (keys, from, to, positionMask) -> verify(corpus, keys, from, to, positionMask, marks));
    return marks;
  }

  private void verify(
      Corpus corpus, long[] keys, int from, int to, long positionMask, WindowMarks marks) {
    long previous = -1;
    int text = 0;
    for (int at = from; at < to; at++) {
      long position = keys[at] & positionMask;
      // Two texts of a joined corpus may report the same anchor, each for its windows.
      if (position != previous) {
        text = corpus.textAt(position, text);
        byte[] bytes = corpus.text(text);
        int offset = corpus.offset(text, position);
        verifier.add(bytes, offset, offset, bytes.length - offset, position);
      }
      previous = position;
    }
    verifier.verify(marks);
  }

  /** Puts the anchors of a text at their positions. */
  private record Positions(long start, AnchorTable table, WindowMarks marks) implements AnchorSink {
    @Override
    public void anchor(long hash, int offset) {
      table.add(hash, start + offset);
    }

    @Override
    public void periodic(int first, int last, int period) {
      marks.periodic(start, first, last, period);
    }
  }
}
