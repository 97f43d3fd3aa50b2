package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.bpe.Words;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TokenChanges;
import org.estover.tokenize.text.TokenBytes;
import org.jspecify.annotations.Nullable;

/**
 * Counts terms in blocks of sequences, one after the other; see {@link TermsCount}. A block is read
 * with as much of the text around it as tells whether a place is cut, or a word is whole.
 *
 * <p>Places come by their ends, so that the sequence which holds a place's end only ever moves on:
 * a place is compared with the bytes of that sequence, and neither looked up nor kept. Used by one
 * thread.
 */
final class TermsScan implements Closeable {
  /** No character has more bytes, and each token has one or more. */
  private static final int CHARACTER_TOKENS = 4;

  private final Release release;
  private final SequenceOrder order;
  private final TermsTotals totals;
  private final TermsTally tally;
  private final TokenBytes bytes;
  private final TokenBytes.Text text = new TokenBytes.Text();
  private final OpenFiles<ReleasedShard, OpenShard> open;
  private final List<SourceStream> streams;
  private final @Nullable TokenChanges changes;

  TermsScan(Reconstruct reconstruct, TermsTotals totals, TokenBytes bytes) throws IOException {
    this.release = reconstruct.release();
    this.order = reconstruct.order();
    this.totals = totals;
    this.bytes = bytes;
    open = OpenShard.all(release);
    streams = SourceStream.all(release, open);
    changes = release.changes().orElse(null);
    tally = new TermsTally(totals);
  }

  void run(TermsCount.Block block) throws IOException {
    SourceStream stream = streams.get(block.source());
    long inputs = order.sequenceTokens();
    long from = block.firstSequence() * inputs;
    long to = from + block.sequences() * inputs;
    long readFrom = Math.max(0, from - CHARACTER_TOKENS);
    long readTo = Math.min(stream.tokens(), to + totals.longest() + CHARACTER_TOKENS);
    int[] tokens = stream.read(readFrom, Math.toIntExact(readTo - readFrom));
    List<Part> parts = parts(stream, readFrom, tokens.length);
    Optional<Intervention> intervention = release.content().intervention();
    int[] changed = tokens;
    if (changes != null) {
      changed = tokens.clone();
      stream.apply(changes, readFrom, changed);
    }
    if (intervention.isEmpty() || Arrays.equals(tokens, changed)) {
      search(new Places(block, readFrom, 0, Long.MAX_VALUE), tokens, parts);
    } else {
      long fromPosition = intervention.get().fromPosition();
      search(new Places(block, readFrom, 0, fromPosition), tokens, parts);
      search(new Places(block, readFrom, fromPosition, Long.MAX_VALUE), changed, parts);
    }
  }

  /** Tokens of one document among those that were read, without its end of text. */
  private record Part(int from, int to) {}

  private static List<Part> parts(SourceStream stream, long start, int count) throws IOException {
    List<Part> parts = new ArrayList<>();
    stream.parts(
        start,
        count,
        (table, row, place, at, part) -> {
          int from = (int) (at - start);
          boolean ends = stream.documentOffset(place, at) + part == place.tokens();
          parts.add(new Part(from, from + part - (ends ? 1 : 0)));
        });
    return parts;
  }

  private void search(Places places, int[] tokens, List<Part> parts) throws IOException {
    for (Part part : parts) {
      int read = bytes.decode(tokens, part.from, part.to, text);
      if (read < part.to - part.from) {
        throw Errors.noToken(release, tokens[part.from + read]);
      }
      places.begin(part);
      totals.automaton().search(text.bytes(), text.size(), places);
    }
    places.endSequence();
  }

  /** Gives the places in a block's parts to the sequences that stand at positions [from, to). */
  private final class Places implements TermsAutomaton.Sink {
    private final TermsCount.Block block;
    private final long readFrom;
    private final long fromPosition;
    private final long toPosition;
    private final boolean wholeWords = totals.wholeWords();

    /** The rows of the block's sequences; null where they were not asked for. */
    private final int[][] rows;

    /** The part's first token in the stream, and how many it has. */
    private long partStart;

    private int partTokens;

    /** The sequence that the search has come to, and its bytes in the part's text. */
    private long sequence = -1;

    private int sequenceFrom;
    private int sequenceTo;
    private boolean isOfBlock;

    Places(TermsCount.Block block, long readFrom, long fromPosition, long toPosition) {
      this.block = block;
      this.readFrom = readFrom;
      this.fromPosition = fromPosition;
      this.toPosition = toPosition;
      rows = new int[block.sequences()][];
    }

    /** Goes on to the part that was decoded. */
    void begin(Part part) {
      partStart = readFrom + part.from;
      partTokens = part.to - part.from;
      enter(partStart / order.sequenceTokens());
    }

    private void enter(long next) {
      if (next != sequence) {
        endSequence();
        sequence = next;
        isOfBlock = isOfBlock(next);
      }
      tally.beginPart();
      sequenceFrom = boundary(next);
      sequenceTo = boundary(next + 1);
    }

    private boolean isOfBlock(long number) {
      return number >= block.firstSequence() && number < block.firstSequence() + block.sequences();
    }

    /** The byte of the part's text at which a sequence begins. */
    private int boundary(long number) {
      long token = number * order.sequenceTokens() - partStart;
      return text.start((int) Math.max(0, Math.min(partTokens, token)));
    }

    /** Counts the sequence that the search has come to; no place in it follows. */
    void endSequence() {
      if (!tally.isEmpty()) {
        tally.endSequence(rows(sequence));
      }
    }

    @Override
    public void place(int string, int from, int to) {
      if (wholeWords && !Words.areWhole(text.bytes(), text.size(), from, to)) {
        return;
      }
      while (to > sequenceTo) {
        enter(sequence + 1);
      }
      if (from < sequenceFrom) {
        cut(string, from);
      } else if (isOfBlock) {
        tally.place(string);
      }
    }

    /** Few places are cut: each is looked up and counted at once. */
    private void cut(int string, int from) {
      long first = (partStart + text.tokenAt(from)) / order.sequenceTokens();
      if (isOfBlock(first)) {
        int[] counting = rows(first);
        for (int r = 0; r < counting.length; r += 2) {
          totals.add(counting[r], 2 * totals.strings() + string, counting[r + 1]);
        }
      }
    }

    /** Pairs of a row in which a sequence of the block counts, and how often it does. */
    private int[] rows(long number) {
      int inBlock = (int) (number - block.firstSequence());
      int[] known = rows[inBlock];
      if (known == null) {
        known = rowsAt(order.positions(block.source(), number));
        rows[inBlock] = known;
      }
      return known;
    }

    private int[] rowsAt(long[] positions) {
      int[] pairs = new int[2 * positions.length];
      int end = 0;
      for (long position : positions) {
        int row = position >= fromPosition && position < toPosition ? totals.row(position) : -1;
        if (row < 0) {
          continue;
        }
        // Positions ascend, and rows with them.
        if (end == 0 || pairs[end - 2] != row) {
          pairs[end] = row;
          end += 2;
        }
        pairs[end - 1]++;
      }
      return Arrays.copyOf(pairs, end);
    }
  }

  @Override
  public void close() throws IOException {
    try (open) {
      if (changes != null) {
        changes.close();
      }
    }
  }
}
