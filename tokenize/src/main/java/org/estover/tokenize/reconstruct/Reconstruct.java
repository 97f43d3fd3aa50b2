package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.release.TokenizerIdentity;

/**
 * Rebuilds what any step of a training run over a release read, and finds where a document was
 * read.
 *
 * <p>Nothing is loaded ahead: a step costs its own tokens and O(log documents) reads per sequence,
 * a document O(sources * log documents) reads. Each 4 KiB block is checked when first read. Memory
 * is a bit per block and the share names that were asked for; at most 64 shards are open at once.
 *
 * <p>Steps, positions, sequences and tokens are counted from 0. A step's sequences are a set that
 * does not depend on how ranks divide it. Thread-safe: calls wait for each other.
 *
 * <p>Every method that reads throws {@link org.estover.tokenize.release.CorruptReleaseException} at
 * damage, naming the file and its block.
 */
public final class Reconstruct implements Closeable {
  private final Release release;
  private final PackedOrder order;
  private final OpenShards open;
  private final List<SourceStream> streams = new ArrayList<>();

  private Reconstruct(Release release) {
    this.release = release;
    order = release.content().packedOrder();
    open = new OpenShards(release);
    for (ReleasedSource source : release.content().sources()) {
      streams.add(new SourceStream(release, source, open));
    }
  }

  /** Opens the release in a folder. */
  public static Reconstruct open(Path folder) throws IOException {
    return new Reconstruct(Release.open(folder));
  }

  /** Reads an open release. */
  public static Reconstruct of(Release release) {
    return new Reconstruct(release);
  }

  /** The release. */
  public Release release() {
    return release;
  }

  /** The order of the release's sequences. */
  public PackedOrder order() {
    return order;
  }

  /** The number of whole steps that the release feeds. */
  public long steps(BatchPlan plan) {
    return plan.steps(order.length());
  }

  /**
   * Lists the sequences of a step, in the order of their positions.
   *
   * @throws NotInReleaseException if the release feeds no such step
   */
  public List<PlacedSequence> sequencesOfStep(long step, BatchPlan plan) throws IOException {
    if (step < 0 || step >= steps(plan)) {
      throw Errors.step(release, step, plan, steps(plan));
    }
    List<PlacedSequence> sequences = new ArrayList<>();
    for (long p = plan.firstPosition(step); p < plan.endPosition(step); p++) {
      sequences.add(sequence(p));
    }
    return List.copyOf(sequences);
  }

  /**
   * Tells which sequence stands at a position.
   *
   * @throws NotInReleaseException if the order has no such position
   */
  public PlacedSequence sequence(long position) throws IOException {
    Slot slot = slot(position);
    return new PlacedSequence(
        position, slot.source(), slot.copy(), slot.sequence(), slot.tokenStart());
  }

  /** Reads the L+1 tokens of the sequence at a position: L inputs and the last target. */
  public synchronized int[] tokens(long position) throws IOException {
    Slot slot = slot(position);
    return streams.get(slot.sourceIndex()).read(slot.tokenStart(), order.sequenceTokens() + 1);
  }

  /** Lists the documents' parts of the sequence at a position, without gaps. */
  public synchronized List<Span> spans(long position) throws IOException {
    Slot slot = slot(position);
    SourceStream stream = streams.get(slot.sourceIndex());
    int inputs = order.sequenceTokens();
    List<Span> spans = new ArrayList<>();
    stream.parts(
        slot.tokenStart(),
        inputs + 1,
        (table, row, place, at, count) -> {
          int from = (int) (at - slot.tokenStart());
          spans.add(
              new Span(
                  from,
                  from + count,
                  Math.min(from + count, inputs) - from,
                  stream.documentOffset(place, at),
                  place.tokens(),
                  table.row(row).document()));
        });
    return List.copyOf(spans);
  }

  /**
   * Decodes the part of a sequence that a span covers; the end-of-text has no text. Characters that
   * the span's borders cut appear as U+FFFD.
   *
   * @throws WrongTokenizerException if the tokenizer is not the release's
   */
  public String text(long position, Span span, Tokenizer tokenizer) throws IOException {
    requireTokenizer(tokenizer);
    int count = span.to() - span.from() - (span.endsDocument() ? 1 : 0);
    return new String(
        tokenizer.decode(tokens(position), span.from(), count), StandardCharsets.UTF_8);
  }

  /**
   * Checks that a tokenizer is the one that made the release.
   *
   * @throws WrongTokenizerException if it is not
   */
  public void requireTokenizer(Tokenizer tokenizer) throws IOException {
    TokenizerIdentity expected = release.content().tokenizer();
    String digest = HexFormat.of().formatHex(tokenizer.digest());
    if (!digest.equals(expected.digest())) {
      throw Errors.tokenizer(release, expected, tokenizer.name(), digest);
    }
  }

  /** Finds a document by its id ({@code doc_...}). */
  public synchronized Optional<ReleasedDocument> document(String id) throws IOException {
    for (SourceStream stream : streams) {
      Optional<SourceStream.Found> found = stream.find(id);
      if (found.isPresent()) {
        return Optional.of(found.get().row().document());
      }
    }
    return Optional.empty();
  }

  /** Finds the documents of a URI, by source and order. */
  public synchronized List<ReleasedDocument> documentsOf(String uri) throws IOException {
    List<DocumentRow> rows = new ArrayList<>();
    for (SourceStream stream : streams) {
      stream.findUri(uri, rows);
    }
    return rows.stream().map(DocumentRow::document).toList();
  }

  /**
   * Lists every place in the release's whole steps that reads a part of a document, by position;
   * copies of a source of weight above 1 count separately. A tail that no sequence reads has none.
   *
   * @throws NotInReleaseException if the release has no such document
   */
  public synchronized List<Occurrence> occurrences(String documentId, BatchPlan plan)
      throws IOException {
    for (int s = 0; s < streams.size(); s++) {
      Optional<SourceStream.Found> found = streams.get(s).find(documentId);
      if (found.isPresent()) {
        return occurrences(s, found.get(), plan);
      }
    }
    throw Errors.document(release, documentId);
  }

  /** As {@link #occurrences(String, BatchPlan)}, over the whole order, one sequence per step. */
  public List<Occurrence> occurrences(String documentId) throws IOException {
    return occurrences(documentId, new BatchPlan(1));
  }

  private List<Occurrence> occurrences(int s, SourceStream.Found found, BatchPlan plan) {
    long inputs = order.sequenceTokens();
    long start = found.tokenStart();
    long end = start + found.row().tokens();
    long trained = Math.multiplyExact(steps(plan), (long) plan.sequencesPerStep());
    List<Occurrence> occurrences = new ArrayList<>();
    // Sequence i reads tokens iL to iL+L, both included.
    long first = Math.max(0, Math.floorDiv(start - 1, inputs));
    long last = Math.min(order.sequenceCount(s) - 1, (end - 1) / inputs);
    for (long i = first; i <= last; i++) {
      long tokenStart = i * inputs;
      int from = (int) Math.max(0, start - tokenStart);
      int to = (int) Math.min(inputs + 1, end - tokenStart);
      for (long position : order.positions(s, i)) {
        if (position < trained) {
          occurrences.add(
              new Occurrence(
                  plan.stepOf(position),
                  position,
                  order.slot(position).copy(),
                  i,
                  from,
                  to,
                  (int) Math.min(to, inputs) - from,
                  tokenStart + from - start));
        }
      }
    }
    occurrences.sort(Comparator.comparingLong(Occurrence::position));
    return List.copyOf(occurrences);
  }

  /**
   * Counts the tokens that steps [fromStep, toStep) were billed for: the L inputs of each of their
   * sequences, by source, license and holder, ascending. Ends of text count to their documents. The
   * sum is exactly {@code (toStep - fromStep) * sequencesPerStep * L}.
   *
   * <p>Cost: one order look-up per sequence and one row per document part.
   *
   * @throws NotInReleaseException if the release does not feed all of these steps
   */
  public synchronized List<SourceShare> usage(long fromStep, long toStep, BatchPlan plan)
      throws IOException {
    long steps = steps(plan);
    if (fromStep < 0 || toStep < fromStep || toStep > steps) {
      throw Errors.steps(release, fromStep, toStep, plan, steps);
    }
    UsageCount count = new UsageCount(order, streams);
    count.add(
        Math.multiplyExact(fromStep, (long) plan.sequencesPerStep()),
        Math.multiplyExact(toStep, (long) plan.sequencesPerStep()));
    return count.shares();
  }

  /** As {@link #usage(long, long, BatchPlan)}, for steps of that many sequences. */
  public List<SourceShare> usage(long fromStep, long toStep, int sequencesPerStep)
      throws IOException {
    return usage(fromStep, toStep, new BatchPlan(sequencesPerStep));
  }

  /** The manifest's content. */
  public ReleaseContent content() {
    return release.content();
  }

  private Slot slot(long position) throws IOException {
    if (position < 0 || position >= order.length()) {
      throw Errors.position(release, position, order.length());
    }
    return order.slot(position);
  }

  @Override
  public synchronized void close() throws IOException {
    open.close();
  }
}
