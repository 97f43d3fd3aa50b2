package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.estover.dedupe.overlap.EvalIndex.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds what documents share with an {@link EvalIndex}: the part that runs per document, before any
 * shuffle.
 *
 * <p>One pass over the text; per word one multiplication and one look at a bitmap. Memory is 8
 * bytes per text of the items, and per document some 200 bytes for each run of shared n-grams. Of
 * each text of an item the first 16 runs are kept, or as many as were asked for, and all n-grams
 * counted, so that a page which repeats a question costs no more. An instance serves one thread at
 * a time; the index is shared.
 */
public final class OverlapScanner {
  /** The words of the batch before that are kept: those of an n-gram. */
  private static final int HISTORY = EvalIndex.MOST_WORDS;

  private static final int BATCH = 512;

  /** The places of one text that a document's hits name, where no other number is asked for. */
  public static final int MOST_RUNS = 16;

  /** All places of a text, where each one counts. */
  public static final int ALL_RUNS = Integer.MAX_VALUE;

  private final EvalIndex index;
  private final int mostRuns;
  private final GramTable grams;
  private final Words words;
  private final Words speller;
  private final OptionSearch options;
  private final long[] prefixes = new long[HISTORY + BATCH];
  private final int[] starts = new int[HISTORY + BATCH];
  private final int[] ends = new int[HISTORY + BATCH];
  private final int[] skips = new int[HISTORY + BATCH];
  private final int[] unbroken = new int[HISTORY + BATCH];
  private final @Nullable Run[] open;
  private final int[] runCounts;
  private final List<Run> runs = new ArrayList<>();
  private final Ints matchStarts = new Ints();
  private final Ints matchEnds = new Ints();
  private String text = "";
  private long matches;
  private int wordsBefore;
  private @Nullable Set<Integer> distinct;

  /** Makes a scanner. */
  public OverlapScanner(EvalIndex index) {
    this(index, MOST_RUNS);
  }

  /** Makes a scanner whose hits name at most so many places of one text in a document. */
  public OverlapScanner(EvalIndex index, int mostRuns) {
    if (mostRuns < 1) {
      throw new IllegalArgumentException(mostRuns + " places of a text; at least one is named");
    }
    this.index = index;
    this.mostRuns = mostRuns;
    grams = index.grams;
    words = new Words(index.fold, false);
    speller = new Words(index.fold, true);
    options = new OptionSearch(index);
    open = new Run[index.texts.count()];
    runCounts = new int[index.texts.count()];
  }

  /** Finds the shared n-grams of a document, and what follows from them. */
  public Contamination scan(CharSequence document) {
    text = document.toString();
    distinct = null;
    walk();
    List<Found> found = new ArrayList<>();
    for (Run run : runs) {
      found.add(run.found());
    }
    if (!index.isPile()) {
      found.addAll(options.search(text, runs));
    }
    Contamination result = result(found);
    forget();
    return result;
  }

  /** The different n-grams of a document, ascending: what {@link GramCounts} counts. */
  public int[] grams(CharSequence document) {
    text = document.toString();
    Set<Integer> collected = new TreeSet<>();
    distinct = collected;
    walk();
    forget();
    return collected.stream().mapToInt(Integer::intValue).toArray();
  }

  private void forget() {
    for (Run run : runs) {
      open[run.text] = null;
      runCounts[run.text] = 0;
    }
    runs.clear();
    text = "";
  }

  /**
   * Reads words in batches: hashes first, then all looks at the bitmap, which don't wait for one
   * another then. Most of them miss the nearest cache.
   */
  private void walk() {
    matches = 0;
    matchStarts.clear();
    matchEnds.clear();
    int least = grams.least();
    if (least == Integer.MAX_VALUE) {
      return;
    }
    long power = grams.power(least);
    Arrays.fill(prefixes, 0, HISTORY, 0);
    Arrays.fill(unbroken, 0, HISTORY, 0);
    wordsBefore = 0;
    words.reset(text, 0, 0);
    for (int end = read(); end > HISTORY; end = read()) {
      for (int at = HISTORY; at < end; at++) {
        if (grams.mayEndWith(GramTable.hash(prefixes[at - least], prefixes[at], power))
            && unbroken[at] >= least) {
          look(at);
        }
      }
      int read = end - HISTORY;
      System.arraycopy(prefixes, read, prefixes, 0, HISTORY);
      System.arraycopy(starts, read, starts, 0, HISTORY);
      System.arraycopy(skips, read, skips, 0, HISTORY);
      System.arraycopy(unbroken, read, unbroken, 0, HISTORY);
      wordsBefore += read;
    }
  }

  /** Reads words behind the history; returns where they end. */
  private int read() {
    boolean breaks = index.fold.breaksAtVanishedWords();
    int at = HISTORY;
    long prefix = prefixes[at - 1];
    int run = unbroken[at - 1];
    while (at < HISTORY + BATCH && words.next()) {
      prefix = GramTable.prefix(prefix, words.hash());
      run = (breaks && words.gap()) ? 1 : run + 1;
      prefixes[at] = prefix;
      unbroken[at] = run;
      starts[at] = words.start();
      ends[at] = words.end();
      skips[at] = words.skip();
      at++;
    }
    return at;
  }

  /** Looks for the n-grams that end with a word. */
  private void look(int last) {
    boolean matched = false;
    for (int size : grams.sizes()) {
      if (size > unbroken[last]) {
        break;
      }
      long hash = GramTable.hash(prefixes[last - size], prefixes[last], grams.power(size));
      int first = last - size + 1;
      int gram = grams.find(hash, size, speller, text, starts[first], skips[first]);
      if (gram >= 0) {
        matched |= take(gram, first, last);
      }
    }
    if (matched) {
      matches++;
    }
  }

  /** Notes a place of an n-gram; false if it says nothing. */
  private boolean take(int gram, int first, int last) {
    Set<Integer> counted = distinct;
    if (counted != null) {
      counted.add(gram);
      return true;
    }
    if (index.isIgnored(gram)) {
      return false;
    }
    if (index.isPile() && matches < index.rule().mostMatches()) {
      matchStarts.add(starts[first]);
      matchEnds.add(ends[last]);
    }
    for (int posting = grams.from(gram); posting < grams.from(gram + 1); posting++) {
      int of = grams.text(posting);
      Run run = open[of];
      if (run == null || wordsBefore + first > run.lastWord + 1) {
        if (runCounts[of] == mostRuns) {
          continue;
        }
        runCounts[of]++;
        run = new Run(of, starts[first], skips[first], wordsBefore + first);
        open[of] = run;
        runs.add(run);
      }
      run.extend(wordsBefore + last, ends[last], grams.offset(posting), last - first + 1);
    }
    return true;
  }

  private Contamination result(List<Found> found) {
    List<int[]> pieces = index.isPile() ? pieces() : List.of();
    IntStream.Builder positions = IntStream.builder();
    for (Found one : found) {
      positions.add(one.start).add(one.end);
    }
    for (int[] piece : pieces) {
      positions.add(piece[0]).add(piece[1]);
    }
    TextRanges ranges = new TextRanges(text, positions.build().toArray());
    Set<Hit> hits = new TreeSet<>();
    for (Found one : found) {
      hits.add(hit(one, ranges));
    }
    return new Contamination(
        index.isPile() ? pileVerdict(pieces) : verdict(hits),
        matches,
        List.copyOf(hits),
        pieces.stream().map(piece -> ranges.range(piece[0], piece[1])).toList());
  }

  private Hit hit(Found found, TextRanges ranges) {
    int item = index.texts.item(found.text);
    Kind kind = index.texts.kind(found.text);
    int option = kind == Kind.OPTION ? index.texts.option(found.text) : -1;
    Part part =
        switch (kind) {
          case CONTEXT -> Part.CONTEXT;
          case OPTION -> index.items().get(item).part(option);
          case QUESTION, QUESTION_OPTION, CONTEXT_QUESTION -> Part.QUESTION;
        };
    return new Hit(
        item,
        part,
        option,
        found.covered,
        index.findableWords(found.text),
        ranges.range(found.start, found.end));
  }

  private static OverlapVerdict verdict(Set<Hit> hits) {
    if (hits.isEmpty()) {
      return OverlapVerdict.CLEAN;
    }
    boolean contextsOnly = hits.stream().allMatch(hit -> hit.part() == Part.CONTEXT);
    return contextsOnly ? OverlapVerdict.CONTEXT : OverlapVerdict.OVERLAP;
  }

  private List<int[]> pieces() {
    if (matches > index.rule().mostMatches()) {
      return List.of();
    }
    return PileCut.pieces(text, index.rule(), matchStarts.toArray(), matchEnds.toArray());
  }

  private OverlapVerdict pileVerdict(List<int[]> pieces) {
    if (matches > index.rule().mostMatches()) {
      return OverlapVerdict.TOO_DIRTY;
    }
    if (pieces.isEmpty()) {
      return OverlapVerdict.NOTHING_LEFT;
    }
    return matches == 0 ? OverlapVerdict.CLEAN : OverlapVerdict.CUT;
  }

  /** A place of a text of the items. */
  record Found(int text, int start, int end, int covered) {}

  /** A stretch of a document in which n-grams of one text overlap or touch. */
  final class Run {
    final int text;
    final int start;
    final int skip;
    private final int firstWord;
    private int lastWord;
    private int end;
    private final BitSet covered = new BitSet();

    private Run(int text, int start, int skip, int firstWord) {
      this.text = text;
      this.start = start;
      this.skip = skip;
      this.firstWord = firstWord;
    }

    private void extend(int word, int endChar, int offset, int size) {
      lastWord = word;
      end = endChar;
      covered.set(offset, offset + size);
    }

    /** The words of the document here. */
    int words() {
      return lastWord - firstWord + 1;
    }

    /** The words of the text behind the last that was found. */
    int rest() {
      return index.texts.words(text) - covered.length();
    }

    private Found found() {
      Kind kind = index.texts.kind(text);
      boolean whole = kind == Kind.QUESTION_OPTION || kind == Kind.CONTEXT_QUESTION;
      int count = whole ? index.texts.partWords(text) : covered.cardinality();
      return new Found(text, start, end, count);
    }
  }
}
