package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.shard.npy.NpyFile;

/**
 * Scores what a model went on with after the prompts of a study, against what the release has
 * there, and joins each score with the step that read it and with whose text it is.
 *
 * <p>A row is <em>memorized</em> if all tokens of its continuation are the release's (S. Biderman
 * et al., Emergent and Predictable Memorization in Large Language Models, 2023). A row counts for
 * every license and rights holder that a token of its continuation belongs to. Memory: a group of
 * rows, and the names.
 */
public final class MemorizeScore {
  private static final int GROUP_ROWS = 1 << 12;

  private final Reconstruct release;
  private final MemorizeStudy study;
  private final Map<String, Share> sources = new TreeMap<>(PackedOrder::compareNames);
  private final Map<String, Share> licenses = new TreeMap<>(PackedOrder::compareNames);
  private final Map<String, Share> holders = new TreeMap<>(PackedOrder::compareNames);
  private final long[] rowsOfDecile = new long[10];
  private final long[] foundOfDecile = new long[10];
  private Share all = new Share("", 0, 0, 0);

  private MemorizeScore(Reconstruct release, MemorizeStudy study) {
    this.release = release;
    this.study = study;
  }

  /**
   * A score of one sequence.
   *
   * @param step the training step that read it
   * @param leading how many tokens of the continuation are right before the first that is wrong
   * @param equal how many of them are right
   * @param memorized whether all are
   * @param spans the documents' parts of prompt and continuation, in the sequence
   */
  public record Row(
      PlacedSequence placed,
      long step,
      int leading,
      int equal,
      boolean memorized,
      List<Span> spans) {
    /** Copies the spans. */
    public Row {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Scores of some rows.
   *
   * @param equalTokens how many tokens of their continuations are right
   */
  public record Share(String name, long rows, long memorized, long equalTokens) {
    private Share plus(Row row) {
      return new Share(
          name, rows + 1, memorized + (row.memorized() ? 1 : 0), equalTokens + row.equal());
    }
  }

  /**
   * All scores.
   *
   * @param uniformity whether what is memorized stands evenly in the training order
   */
  public record Summary(
      Share all,
      List<Share> sources,
      List<Share> licenses,
      List<Share> holders,
      OrderUniformity uniformity) {
    /** Copies the lists. */
    public Summary {
      sources = List.copyOf(sources);
      licenses = List.copyOf(licenses);
      holders = List.copyOf(holders);
    }
  }

  /** Receives scores, by position. */
  public interface Sink {
    /** Takes the next score. */
    void row(Row row) throws IOException;
  }

  /**
   * Scores a model's answers.
   *
   * @param generated an array with a row for each of the study's: the continuation, or the prompt
   *     and the continuation
   * @throws StudyException if it is none, naming what differs, or the release is not the study's
   * @throws NotInReleaseException if the release does not feed the study's steps
   */
  public static Summary score(Reconstruct release, MemorizeStudy study, Path generated, Sink sink)
      throws IOException {
    study.requireIn(release);
    return new MemorizeScore(release, study).run(generated, sink);
  }

  private Summary run(Path file, Sink sink) throws IOException {
    NpyFile generated = NpyFile.open(file);
    long[] shape = generated.shape();
    int continuation = study.continuationTokens();
    if (shape.length != 2
        || shape[0] != study.rows()
        || (shape[1] != continuation && shape[1] != study.tokens())) {
      throw Errors.otherShape(file, shape, study);
    }
    int columns = (int) shape[1];
    LongUnaryOperator positionOf = study.positions();
    int rows = MemorizePrompts.groupRows(study, GROUP_ROWS);
    for (long from = 0; from < study.rows(); from += rows) {
      int count = (int) Math.min(rows, study.rows() - from);
      long[] positions = new long[count];
      for (int i = 0; i < count; i++) {
        positions[i] = positionOf.applyAsLong(from + i);
      }
      int[][] tokens = MemorizePrompts.read(release, positions, study, release::tokens);
      for (int i = 0; i < count; i++) {
        long start = (from + i) * columns;
        requirePrompt(file, generated, from + i, positions[i], tokens[i], columns);
        Row row = row(positions[i], tokens[i], generated, start + columns - continuation);
        add(from + i, row);
        sink.row(row);
      }
    }
    return new Summary(
        all,
        List.copyOf(sources.values()),
        List.copyOf(licenses.values()),
        List.copyOf(holders.values()),
        OrderUniformity.of(rowsOfDecile, foundOfDecile));
  }

  /**
   * Where the array repeats the prompts, they show whether its rows are those of the study. Prompts
   * are handed out masked, or were before a document was taken down: both are right.
   */
  private void requirePrompt(
      Path file, NpyFile generated, long row, long position, int[] tokens, int columns)
      throws IOException {
    for (int column = 0; column < columns - study.continuationTokens(); column++) {
      long found = generated.element(row * columns + column);
      if (found != tokens[column]
          && found != release.handedOut(position, study.first() + column, 1)[0]) {
        throw Errors.otherPrompt(file, row, column, tokens[column], found);
      }
    }
  }

  private Row row(long position, int[] tokens, NpyFile generated, long start) throws IOException {
    int length = study.continuationTokens();
    int leading = -1;
    int equal = 0;
    for (int i = 0; i < length; i++) {
      if (generated.element(start + i) == tokens[study.promptTokens() + i]) {
        equal++;
      } else if (leading < 0) {
        leading = i;
      }
    }
    int first = study.first();
    List<Span> spans = new ArrayList<>();
    for (Span span : release.spans(position)) {
      if (span.from() < first + study.tokens() && span.to() > first) {
        spans.add(span);
      }
    }
    return new Row(
        release.sequence(position),
        study.plan().stepOf(position),
        leading < 0 ? length : leading,
        equal,
        equal == length,
        spans);
  }

  private void add(long number, Row row) {
    all = all.plus(row);
    int decile = OrderUniformity.decile(number, study.rows());
    rowsOfDecile[decile]++;
    foundOfDecile[decile] += row.memorized() ? 1 : 0;
    add(sources, row.placed().source(), row);
    Set<String> ofLicenses = new LinkedHashSet<>();
    Set<String> ofHolders = new LinkedHashSet<>();
    for (Span span : row.spans()) {
      if (span.to() > study.first() + study.promptTokens()) {
        ofLicenses.add(span.document().license());
        ofHolders.add(span.document().holder());
      }
    }
    ofLicenses.forEach(name -> add(licenses, name, row));
    ofHolders.forEach(name -> add(holders, name, row));
  }

  private static void add(Map<String, Share> shares, String name, Row row) {
    shares.put(name, shares.getOrDefault(name, new Share(name, 0, 0, 0)).plus(row));
  }
}
