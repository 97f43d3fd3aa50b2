package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.tokenize.bpe.Words;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.TokenChanges;
import org.jspecify.annotations.Nullable;

/**
 * Counts terms in blocks of sequences, one after the other; see {@link TermsCount}. A block is read
 * with as much of the text around it as tells whether a place is cut, or a word is whole. Used by
 * one thread.
 */
final class TermsScan implements Closeable {
  static final int DOCUMENT_BITS = 24;

  /** No character has more bytes, and each token has one or more. */
  private static final int CHARACTER_TOKENS = 4;

  private static final int STRING_BITS = 20;

  private final Release release;
  private final PackedOrder order;
  private final TermsTotals totals;
  private final TokenBytes bytes;
  private final TokenBytes.Text text = new TokenBytes.Text();
  private final OpenShards open;
  private final List<SourceStream> streams = new ArrayList<>();
  private final @Nullable TokenChanges changes;

  /** Sequence of the block, number of the document's part, string, and whether it is cut. */
  private long[] hits = new long[1 << 10];

  private int hitCount;
  private long[] cells = new long[1 << 10];
  private int cellCount;

  /** The last sequence in which a string or group was seen, and how much of a group was. */
  private final long[] stringSeen;

  private final long[] groupSeen;
  private final int[] groupCount;

  /** The same for the part of a document. */
  private final long[] stringInPart;

  private final long[] groupInPart;
  private final int[] groupCountInPart;
  private final long[] groupTogether;
  private long sequencesSeen;
  private long partsSeen;

  TermsScan(Reconstruct reconstruct, TermsTotals totals, TokenBytes bytes) throws IOException {
    this.release = reconstruct.release();
    this.order = reconstruct.order();
    this.totals = totals;
    this.bytes = bytes;
    open = new OpenShards(release);
    for (ReleasedSource source : release.content().sources()) {
      streams.add(new SourceStream(release, source, open));
    }
    changes = release.changes().orElse(null);
    stringSeen = new long[totals.strings()];
    stringInPart = new long[totals.strings()];
    groupSeen = new long[totals.groups()];
    groupCount = new int[totals.groups()];
    groupInPart = new long[totals.groups()];
    groupCountInPart = new int[totals.groups()];
    groupTogether = new long[totals.groups()];
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
      search(block, tokens, readFrom, parts);
      count(block, 0, Long.MAX_VALUE);
    } else {
      long fromPosition = intervention.get().fromPosition();
      search(block, tokens, readFrom, parts);
      count(block, 0, fromPosition);
      search(block, changed, readFrom, parts);
      count(block, fromPosition, Long.MAX_VALUE);
    }
    totals.add(cells, cellCount);
    cellCount = 0;
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

  private void search(TermsCount.Block block, int[] tokens, long readFrom, List<Part> parts)
      throws IOException {
    hitCount = 0;
    long inputs = order.sequenceTokens();
    long start = block.firstSequence() * inputs;
    long end = start + block.sequences() * inputs;
    for (int number = 0; number < parts.size(); number++) {
      Part part = parts.get(number);
      long document = number;
      long partStart = readFrom + part.from;
      bytes.decode(tokens, part.from, part.to, text, release);
      totals
          .automaton()
          .search(
              text.bytes(),
              text.size(),
              (string, from, to) -> {
                if (totals.wholeWords() && !Words.areWhole(text.bytes(), text.size(), from, to)) {
                  return;
                }
                long first = partStart + text.tokenAt(from);
                long last = partStart + text.tokenAt(to - 1);
                if (first >= start && first < end) {
                  long sequence = first / inputs;
                  boolean cut = last / inputs != sequence;
                  hit(sequence - block.firstSequence(), document, string, cut);
                }
              });
    }
    Arrays.sort(hits, 0, hitCount);
  }

  private void hit(long sequence, long document, int string, boolean cut) {
    if (hitCount == hits.length) {
      hits = Arrays.copyOf(hits, 2 * hitCount);
    }
    long place = (sequence << DOCUMENT_BITS | document) << STRING_BITS | string;
    hits[hitCount++] = place << 1 | (cut ? 1 : 0);
  }

  private static long sequenceOf(long hit) {
    return hit >>> (DOCUMENT_BITS + STRING_BITS + 1);
  }

  /** Counts the hits at the positions of [from, to) at which their sequences stand. */
  private void count(TermsCount.Block block, long from, long to) {
    int first = 0;
    while (first < hitCount) {
      long sequence = sequenceOf(hits[first]);
      int end = first;
      while (end < hitCount && sequenceOf(hits[end]) == sequence) {
        end++;
      }
      for (long position : order.positions(block.source(), block.firstSequence() + sequence)) {
        int row = position >= from && position < to ? totals.row(position) : -1;
        if (row >= 0) {
          count(row, first, end);
        }
      }
      first = end;
    }
  }

  private void count(int row, int first, int end) {
    sequencesSeen++;
    long documents = -1;
    for (int i = first; i < end; i++) {
      int string = (int) (hits[i] >>> 1) & ((1 << STRING_BITS) - 1);
      if ((hits[i] & 1) != 0) {
        add(row, 2 * totals.strings() + string);
        continue;
      }
      long document = hits[i] >>> (STRING_BITS + 1);
      if (document != documents) {
        documents = document;
        partsSeen++;
      }
      add(row, string);
      if (stringSeen[string] != sequencesSeen) {
        stringSeen[string] = sequencesSeen;
        add(row, totals.strings() + string);
        seen(row, string);
      }
      if (stringInPart[string] != partsSeen) {
        stringInPart[string] = partsSeen;
        seenInPart(row, string);
      }
    }
  }

  private void seen(int row, int string) {
    for (int group : totals.groupsOf(string)) {
      groupCount[group] = groupSeen[group] == sequencesSeen ? groupCount[group] + 1 : 1;
      groupSeen[group] = sequencesSeen;
      if (groupCount[group] == totals.sizeOf(group)) {
        add(row, 3 * totals.strings() + group);
      }
    }
  }

  private void seenInPart(int row, int string) {
    for (int group : totals.groupsOf(string)) {
      groupCountInPart[group] = groupInPart[group] == partsSeen ? groupCountInPart[group] + 1 : 1;
      groupInPart[group] = partsSeen;
      if (groupCountInPart[group] == totals.sizeOf(group)
          && groupTogether[group] != sequencesSeen) {
        groupTogether[group] = sequencesSeen;
        add(row, 3 * totals.strings() + totals.groups() + group);
      }
    }
  }

  private void add(int row, int column) {
    if (cellCount == cells.length) {
      cells = Arrays.copyOf(cells, 2 * cellCount);
    }
    cells[cellCount++] = (long) row << Integer.SIZE | column;
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
