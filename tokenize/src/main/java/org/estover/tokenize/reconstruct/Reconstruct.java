package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.release.TokenChanges;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.release.UriHost;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds what any step of a training run over a release read, and finds where a document was
 * read.
 *
 * <p>Nothing is loaded ahead: a step costs its own tokens and O(log documents) reads per sequence,
 * a document O(sources * log documents) reads. Each 4 KiB block is checked when first read. Memory:
 * the manifest; of the 64 shards that were used last, which are open at once, a bit per block and
 * the shares that were asked for; of a release on a server, 32 MiB of blocks.
 *
 * <p>Steps, positions, sequences and tokens are counted from 0. A step's sequences are a set that
 * does not depend on how ranks divide it. Of a release with an {@link Intervention} the sequences
 * from its step on have what it changed. In a {@link DerivedOrder} everything is as if the release
 * had that order: what was prepared beside it serves where it still holds. Thread-safe: calls wait
 * for each other.
 *
 * <p>What a trust took down after it published the release stands in {@link
 * org.estover.tokenize.release.Masks} beside it. What hands out tokens and texts ({@link #batch},
 * {@link #sequences}, {@link #text}) puts ends of text and a placeholder there, at the latest
 * {@value MaskWatch#SECONDS} seconds after the masks changed; what proves and counts ({@link
 * #tokens}, chains, roots, usage) goes by what is stored.
 *
 * <p>Every method that reads throws {@link org.estover.tokenize.release.CorruptReleaseException} at
 * damage, naming the file and its block.
 */
public final class Reconstruct implements Closeable {
  private static final int CHUNK_SEQUENCES = 1024;

  /** A chunk of longer sequences has fewer of them. */
  private static final int CHUNK_TOKENS = 1 << 24;

  private final Release release;

  /** The release's own order, which the files that were prepared beside it follow. */
  private final PackedOrder own;

  private final @Nullable DerivedOrder derived;
  private final SequenceOrder order;
  private final OpenFiles<ReleasedShard, OpenShard> open;
  private final List<SourceStream> streams;
  private final MaskWatch masks;
  private @Nullable UsageSums usageSums;
  private @Nullable OrderedCopy copy;
  private @Nullable TokenChanges changes;
  private boolean lookedForUsageSums;
  private boolean lookedForCopy;

  private Reconstruct(Release release, @Nullable DerivedOrder derived) {
    this.release = release;
    this.derived = derived;
    own = release.content().packedOrder();
    order = derived == null ? own : derived;
    open = OpenShard.all(release);
    streams = SourceStream.all(release, open);
    masks = MaskWatch.of(release);
  }

  /** Opens the release in a folder. */
  public static Reconstruct open(Path folder) throws IOException {
    return of(Release.open(folder));
  }

  /**
   * Opens the release at a place. From a server it is read in ranges: the first batch, masked or
   * not, in eight requests together with this, if the release was published with a copy in training
   * order ({@link #writeOrderedCopy}), else in some per sequence.
   */
  public static Reconstruct open(ReleasePlace place) throws IOException {
    return of(Release.open(place));
  }

  /**
   * Opens the release at a place for a training that reads it in a derived order.
   *
   * @param orderFile what {@link DerivedOrder#write} wrote
   * @throws org.estover.tokenize.order.OrderException if it is of another release
   * @throws org.estover.tokenize.order.CorruptOrderException if it is damaged
   * @throws NotInReleaseException if the release is an intervention: see {@link #of(Release,
   *     DerivedOrder)}
   */
  public static Reconstruct open(ReleasePlace place, Path orderFile) throws IOException {
    Release release = Release.open(place);
    Optional<Intervention> intervention = release.content().intervention();
    if (intervention.isPresent()) {
      throw Errors.noDerivedOrder(release, intervention.get().parent());
    }
    PackedOrder parent = release.content().packedOrder();
    return of(release, DerivedOrder.read(orderFile, parent, release.id()));
  }

  /** Reads an open release. */
  public static Reconstruct of(Release release) {
    return new Reconstruct(release, null);
  }

  /**
   * Reads an open release in an order that was derived from its own.
   *
   * @throws IllegalArgumentException if it was derived from another's, or the release is an
   *     intervention, which changes what its own order reads
   */
  public static Reconstruct of(Release release, DerivedOrder order) {
    if (release.content().intervention().isPresent()) {
      throw new IllegalArgumentException("an order for the intervention " + release.id());
    }
    if (!order.releaseId().equals(release.id())) {
      throw new IllegalArgumentException(
          "an order derived from " + order.releaseId() + " for " + release.id());
    }
    return new Reconstruct(release, order);
  }

  /** The release. */
  public Release release() {
    return release;
  }

  /** The order in which the training reads: the release's own, or the derived one. */
  public SequenceOrder order() {
    return order;
  }

  /** The derived order in which the training reads; empty where it is the release's own. */
  public Optional<DerivedOrder> derivedOrder() {
    return Optional.ofNullable(derived);
  }

  /**
   * What the training reads, in one name: the release's id, and with a derived order, behind a
   * slash, that order's. The chain of a training begins with it.
   */
  public String dataId() {
    return derived == null ? release.id() : release.id() + "/" + derived.id();
  }

  /** The id ({@code ord_...}) of the derived order in which the training reads, else empty. */
  public String orderId() {
    return derived == null ? "" : derived.id();
  }

  /** The number of positions: those that the training can read. */
  public long positions() {
    return order.length();
  }

  /** What is made of a release for all who read it follows its own order. */
  void requireOwnOrder() {
    if (derived != null) {
      throw new IllegalStateException("read in the order " + derived.id() + ", not in its own");
    }
  }

  List<SourceStream> streams() {
    return streams;
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
      throw Errors.step(this, step, plan, steps(plan));
    }
    List<PlacedSequence> sequences = new ArrayList<>();
    for (long p = plan.firstPosition(step); p < plan.endPosition(step); p++) {
      sequences.add(sequence(p));
    }
    return List.copyOf(sequences);
  }

  /** Receives the sequences of a batch, in the order in which they are read. */
  public interface SequenceSink {
    /** Takes the next sequence. */
    void sequence(BatchSequence sequence) throws IOException;
  }

  /**
   * Delivers the sequences that a part of a step reads, with tokens and spans. Memory: {@value
   * #CHUNK_SEQUENCES} sequences, or as many of them as have {@value #CHUNK_TOKENS} tokens.
   *
   * @throws NotInReleaseException if the release feeds no such step
   * @throws IllegalArgumentException if the step cannot be divided like that
   */
  public void batch(long step, BatchPlan plan, MicroBatch part, SequenceSink sink)
      throws IOException {
    batch(step, plan, part, this::sequences, sink);
  }

  /** As {@link #batch}, with the tokens that are stored, also of what was taken down. */
  void storedBatch(long step, BatchPlan plan, MicroBatch part, SequenceSink sink)
      throws IOException {
    batch(step, plan, part, this::stored, sink);
  }

  /** Reads a range of positions. */
  private interface Reader {
    List<BatchSequence> read(long from, long to) throws IOException;
  }

  private void batch(long step, BatchPlan plan, MicroBatch part, Reader reader, SequenceSink sink)
      throws IOException {
    if (step < 0 || step >= steps(plan)) {
      throw Errors.step(this, step, plan, steps(plan));
    }
    int chunk = Math.max(1, Math.min(CHUNK_SEQUENCES, CHUNK_TOKENS / (order.sequenceTokens() + 1)));
    for (MicroBatch.Range range : part.positions(plan, step)) {
      for (long from = range.from(); from < range.to(); from += chunk) {
        long to = Math.min(range.to(), from + chunk);
        for (BatchSequence sequence : reader.read(from, to)) {
          sink.sequence(sequence);
        }
      }
    }
  }

  /**
   * Reads the sequences at positions [from, to) with tokens and spans; all of them in memory. From
   * a server with a copy in training order that takes six requests at first and at most four later,
   * one more for every 16 MiB more of what the spans say, and at least four more for each shard
   * that the holes of a derived order reach.
   *
   * @throws NotInReleaseException if the order has no such positions
   */
  public synchronized List<BatchSequence> sequences(long from, long to) throws IOException {
    Masks current = masks.current();
    List<BatchSequence> sequences = stored(from, to);
    return current.isEmpty()
        ? sequences
        : sequences.stream().map(sequence -> masked(sequence, current)).toList();
  }

  /** A sequence as it is handed out. Its tokens were read for this and are changed in place. */
  private BatchSequence masked(BatchSequence sequence, Masks current) {
    List<Span> spans = marked(sequence.spans(), current);
    mask(sequence.tokens(), 0, spans);
    return new BatchSequence(sequence.placed(), sequence.tokens(), spans);
  }

  /** Puts ends of text where masked spans have their tokens. */
  private void mask(int[] tokens, int first, List<Span> spans) {
    int endOfText = content().tokenizer().endOfText();
    for (Span span : spans) {
      int from = Math.max(0, span.from() - first);
      int to = Math.min(tokens.length, span.to() - first);
      if (span.isMasked() && from < to) {
        Arrays.fill(tokens, from, to, endOfText);
      }
    }
  }

  private static List<Span> marked(List<Span> spans, Masks current) {
    return spans.stream()
        .map(span -> span.withdrawnUnder(current.caseOf(span.document().id())))
        .toList();
  }

  /** The sequences with the tokens that are stored, also of what was taken down. */
  synchronized List<BatchSequence> stored(long from, long to) throws IOException {
    if (from < 0 || to < from || to > order.length()) {
      throw Errors.position(this, from < 0 ? from : to - 1, order.length());
    }
    OrderedCopy ordered = copy();
    if (ordered == null) {
      List<BatchSequence> sequences = new ArrayList<>();
      for (long position = from; position < to; position++) {
        sequences.add(read(position));
      }
      return sequences;
    }
    List<BatchSequence> sequences = ordered.sequences(from, to);
    return derived == null ? sequences : filled(sequences, from, derived.holes(from, to));
  }

  /** Sequences in the release's own order, with what stands in the holes among them instead. */
  private List<BatchSequence> filled(List<BatchSequence> sequences, long from, long[] holes)
      throws IOException {
    List<BatchSequence> filled = new ArrayList<>(sequences);
    for (long hole : holes) {
      filled.set((int) (hole - from), read(hole));
    }
    return filled;
  }

  /** Reads the sequence at a position where it lies. */
  private BatchSequence read(long position) throws IOException {
    return new BatchSequence(sequence(position), tokens(position), spans(position));
  }

  /** The copy in training order, where the shards are far away and there is one. */
  private @Nullable OrderedCopy copy() throws IOException {
    if (!lookedForCopy && ReleasePlace.isAddress(release.place().name())) {
      copy = OrderedCopy.find(release, own).orElse(null);
    }
    lookedForCopy = true;
    return copy;
  }

  /**
   * Copies the release's sequences in training order beside it, so that a step is one range of
   * bytes on a server. Takes as much disk as the tokens of one pass, and a tenth more.
   */
  public void writeOrderedCopy() throws IOException {
    requireOwnOrder();
    OrderedCopyWriter.write(release, own, this, OrderedCopyWriter.SHIFT);
  }

  /**
   * Writes prefix sums of usage beside the release, by which {@link #usage} takes milliseconds for
   * any range of steps. Looks at every position once.
   */
  public synchronized void writeUsageSums() throws IOException {
    requireOwnOrder();
    UsageSumsWriter.write(release, own, streams, UsageSumsWriter.SHIFT);
    closeUsageSums();
  }

  /** Whether there are prefix sums of usage. */
  public synchronized boolean hasUsageSums() throws IOException {
    return usageSums() != null;
  }

  private @Nullable UsageSums usageSums() throws IOException {
    if (!lookedForUsageSums) {
      usageSums = UsageSums.find(release).orElse(null);
      lookedForUsageSums = true;
    }
    return usageSums;
  }

  private void closeUsageSums() throws IOException {
    if (usageSums != null) {
      usageSums.close();
    }
    usageSums = null;
    lookedForUsageSums = false;
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

  /**
   * Reads the L+1 tokens of the sequence at a position: L inputs and the last target; as they are
   * stored, also those of what was taken down. For proofs; who hands tokens out uses {@link
   * #sequences}.
   */
  public int[] tokens(long position) throws IOException {
    return tokens(position, 0, order.sequenceTokens() + 1);
  }

  /** As {@link #tokens}, of {@code count} tokens from one on, with what was taken down masked. */
  synchronized int[] handedOut(long position, int from, int count) throws IOException {
    int[] tokens = tokens(position, from, count);
    if (!masks.current().isEmpty()) {
      mask(tokens, from, spans(position));
    }
    return tokens;
  }

  /** What of the release was taken down, as of now or some seconds ago. */
  public synchronized Masks masks() throws IOException {
    return masks.current();
  }

  /** Reads {@code count} tokens of the sequence at a position, from its token {@code from} on. */
  synchronized int[] tokens(long position, int from, int count) throws IOException {
    Slot slot = slot(position);
    SourceStream stream = streams.get(slot.sourceIndex());
    int[] tokens = stream.read(slot.tokenStart() + from, count);
    Optional<Intervention> intervention = content().intervention();
    if (intervention.isPresent() && position >= intervention.get().fromPosition()) {
      TokenChanges known = changes;
      if (known == null) {
        known = release.changes().orElseThrow();
        changes = known;
      }
      stream.apply(known, slot.tokenStart() + from, tokens);
    }
    return tokens;
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
    Masks current = masks.current();
    return current.isEmpty() ? List.copyOf(spans) : marked(spans, current);
  }

  /**
   * Decodes the part of a sequence that a span covers; the end-of-text has no text. Characters that
   * the span's borders cut appear as U+FFFD. Of a document that was taken down it is a placeholder
   * that names the case.
   *
   * @throws WrongTokenizerException if the tokenizer is not the release's
   */
  public String text(BatchSequence sequence, Span span, Tokenizer tokenizer) throws IOException {
    requireTokenizer(tokenizer);
    if (span.isMasked()) {
      return Masks.placeholder(span.withdrawn());
    }
    int count = span.to() - span.from() - (span.endsDocument() ? 1 : 0);
    return new String(
        tokenizer.decode(sequence.tokens(), span.from(), count), StandardCharsets.UTF_8);
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

  /**
   * The first tokens of a document, at most so many, without its end of text; none of one that was
   * taken down. No sequence has to hold them.
   *
   * @throws NotInReleaseException if the release has no such document, or is an intervention
   */
  public synchronized int[] beginning(String documentId, int most) throws IOException {
    ReleaseDocuments.requireOwn(release);
    for (SourceStream stream : streams) {
      Optional<SourceStream.Found> found = stream.find(documentId);
      if (found.isPresent()) {
        int count = Math.min(most, found.get().row().tokens() - 1);
        return masks.current().caseOf(documentId).isEmpty()
            ? stream.read(found.get().tokenStart(), count)
            : new int[0];
      }
    }
    throw Errors.document(release, documentId);
  }

  /** Finds a document by its id ({@code doc_...}). */
  public synchronized Optional<ReleasedDocument> document(String id) throws IOException {
    return row(id).map(DocumentRow::document);
  }

  /** The same with the place of its tokens. */
  public synchronized Optional<DocumentRow> row(String id) throws IOException {
    for (SourceStream stream : streams) {
      Optional<SourceStream.Found> found = stream.find(id);
      if (found.isPresent()) {
        return Optional.of(found.get().row());
      }
    }
    return Optional.empty();
  }

  /** Finds a document of a source; empty also where there is no such source. */
  synchronized Optional<SourceStream.Found> find(String source, String id) throws IOException {
    int index = order.sourceIndex(source);
    return index < 0 ? Optional.empty() : streams.get(index).find(id);
  }

  /** Finds the documents of a URI, by source and order. Costs O(log documents) reads per shard. */
  public synchronized List<ReleasedDocument> documentsOf(String uri) throws IOException {
    List<DocumentRow> rows = new ArrayList<>();
    for (SourceStream stream : streams) {
      stream.findUri(uri, rows);
    }
    return rows.stream().map(DocumentRow::document).toList();
  }

  /** Receives documents. */
  public interface DocumentSink {
    /** Takes the next document. */
    void document(ReleasedDocument document) throws IOException;
  }

  /**
   * Delivers the documents whose URIs name a host or one below it, by source and order. Costs
   * O(log) reads per shard where the release has tables of hosts, else reads every row.
   *
   * @param host as in {@code example.org}; an international name in either form
   */
  public synchronized void documentsOfHost(String host, DocumentSink sink) throws IOException {
    for (SourceStream stream : streams) {
      for (String spelling : UriHost.spellings(host)) {
        stream.findHost(spelling, sink);
      }
    }
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

  /**
   * As {@link #occurrences(String, BatchPlan)}, of the document's tokens [from, to) only: every
   * place that reads one of them.
   *
   * @throws IndexOutOfBoundsException if the document has no such tokens, its end of text included
   */
  public synchronized List<Occurrence> occurrences(
      String documentId, int from, int to, BatchPlan plan) throws IOException {
    for (int s = 0; s < streams.size(); s++) {
      Optional<SourceStream.Found> found = streams.get(s).find(documentId);
      if (found.isPresent()) {
        Objects.checkFromToIndex(from, to, found.get().row().tokens());
        return occurrences(s, found.get().tokenStart(), from, to, plan);
      }
    }
    throw Errors.document(release, documentId);
  }

  /** As {@link #occurrences(String, BatchPlan)}, over the whole order, one sequence per step. */
  public List<Occurrence> occurrences(String documentId) throws IOException {
    return occurrences(documentId, new BatchPlan(1));
  }

  private List<Occurrence> occurrences(int s, SourceStream.Found found, BatchPlan plan) {
    return occurrences(s, found.tokenStart(), 0, found.row().tokens(), plan);
  }

  /**
   * Lists every place in the release's whole steps that reads one of the tokens [from, to) of a
   * document, by position; only as much of each place as reads them.
   *
   * @param s the source's number
   * @param documentStart the document's first token in the source's stream
   */
  List<Occurrence> occurrences(int s, long documentStart, long from, long to, BatchPlan plan) {
    long inputs = order.sequenceTokens();
    long start = documentStart + from;
    long end = documentStart + to;
    long trained = Math.multiplyExact(steps(plan), (long) plan.sequencesPerStep());
    List<Occurrence> occurrences = new ArrayList<>();
    // Sequence i reads tokens iL to iL+L, both included.
    long first = Math.max(0, Math.floorDiv(start - 1, inputs));
    long last = Math.min(order.sequenceCount(s) - 1, (end - 1) / inputs);
    for (long i = first; i <= last; i++) {
      long tokenStart = i * inputs;
      int firstToken = (int) Math.max(0, start - tokenStart);
      int endToken = (int) Math.min(inputs + 1, end - tokenStart);
      for (long position : order.positions(s, i)) {
        if (position < trained) {
          occurrences.add(
              new Occurrence(
                  plan.stepOf(position),
                  position,
                  order.slot(position).copy(),
                  i,
                  firstToken,
                  endToken,
                  (int) Math.min(endToken, inputs) - firstToken,
                  tokenStart + firstToken - documentStart));
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
   * <p>Cost: with {@link #writeUsageSums prefix sums} O(log positions) nodes of at most all shares
   * and up to 126 sequences, and two for each hole of a derived order in the range; else one order
   * look-up per sequence and one row per document part.
   *
   * @throws NotInReleaseException if the release does not feed all of these steps
   */
  public synchronized List<SourceShare> usage(long fromStep, long toStep, BatchPlan plan)
      throws IOException {
    long steps = steps(plan);
    if (fromStep < 0 || toStep < fromStep || toStep > steps) {
      throw Errors.steps(this, fromStep, toStep, plan, steps);
    }
    long from = Math.multiplyExact(fromStep, (long) plan.sequencesPerStep());
    long to = Math.multiplyExact(toStep, (long) plan.sequencesPerStep());
    UsageSums sums = usageSums();
    UsageCount count = new UsageCount(order, streams);
    if (sums == null) {
      count.add(from, to);
      return count.shares();
    }
    List<SourceShare> shares = sums.usage(from, to, own, streams);
    if (derived == null) {
      return shares;
    }
    for (SourceShare share : shares) {
      count.add(share.with(0), share.tokens());
    }
    for (long hole : derived.holes(from, to)) {
      count.replace(own.slot(hole), derived.slot(hole));
    }
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
      throw Errors.position(this, position, order.length());
    }
    return order.slot(position);
  }

  @Override
  public synchronized void close() throws IOException {
    try (open) {
      closeUsageSums();
      if (copy != null) {
        copy.close();
      }
      if (changes != null) {
        changes.close();
      }
    }
  }
}
