package org.estover.dedupe.overlap;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The word n-grams of evaluation items, to be looked for in documents.
 *
 * <p><b>Default profile</b> (folding {@code estover.overlap.v1}, the same for items and documents).
 * A text of 13 words or more is looked for by its 13-grams, one of 8 to 12 words as a whole. An
 * n-gram counts only if at least four different words of it have a letter: rows of numbers tell
 * nothing. An option's n-gram that also stands in the item's context, question or another option
 * tells nothing of the option. Shorter texts would match by chance, so:
 *
 * <ul>
 *   <li>A question of 1 to 7 words is looked for together with what follows it, each option (the
 *       first words of both, up to 13, at least 8), and together with a context of 1 to 7 words
 *       before it (the last words, up to 13, at least 8). One of 3 to 7 words also counts where it
 *       stands in the window behind a place of its context.
 *   <li>Options of 1 to 7 words count in the window behind a place of their question only: what is
 *       left of the question, as many words as all options have together (of both at most 512), and
 *       64 more for labels and layout. A word sequence within one of a longer option of the item
 *       doesn't count for the shorter, and one that the question has as well only counts behind as
 *       many words as are left of the question.
 *   <li>Options of 3 to 7 words count where they first stand in that window. Those of 1 or 2 words
 *       count only in a list of all options in their order, at least two, no more than four words
 *       between neighbours; or if they begin within the eight words behind the question's end.
 * </ul>
 *
 * <p><b>Profile pile</b>: what lm-evaluation-harness's Janitor computes, with each chosen part of
 * an item as a contaminant of its own. Kept is also its flaw that a lone punctuation mark in a
 * document breaks an n-gram, while in an item it vanishes.
 *
 * <p>Lookup: an n-gram's hash is a polynomial of the hashes of its words, so that any n costs one
 * multiplication; a bitmap of the hashes of their last words sorts out nearly all, an
 * open-addressing table finds the rest, and the words themselves decide. A collision costs time and
 * never makes a hit. Memory: some 60 bytes per n-gram and 2 per letter of the items, at most 2^31
 * letters. Immutable; shared by threads.
 */
public final class EvalIndex {
  /** The name of what counts as a hit, and of what a hit means; another result means another. */
  public static final String RULE = "estover.overlap.rule.v1";

  /** The most words that an n-gram can have. */
  static final int MOST_WORDS = 15;

  /** The fewest words of an n-gram of the default profile. */
  static final int LEAST_DEFAULT = 8;

  /** The most words of an n-gram of the default profile. */
  static final int MOST_DEFAULT = 13;

  /** What a stretch of words of an item is. */
  enum Kind {
    CONTEXT,
    QUESTION,
    OPTION,
    /** A short question and the option behind it; a place of the question. */
    QUESTION_OPTION,
    /** A short context and the short question behind it; a place of the question. */
    CONTEXT_QUESTION
  }

  final OverlapFold fold;
  final List<EvalItem> items;
  final Texts texts;
  final GramTable grams;
  private final PileRule rule;
  private final boolean pile;
  private final boolean[] ignored;

  EvalIndex(
      OverlapFold fold,
      List<EvalItem> items,
      Texts texts,
      GramTable grams,
      PileRule rule,
      boolean pile,
      boolean[] ignored) {
    this.fold = fold;
    this.items = items;
    this.texts = texts;
    this.grams = grams;
    this.rule = rule;
    this.pile = pile;
    this.ignored = ignored;
  }

  /** Makes an index of the default profile; the order of the items is of no account. */
  public static EvalIndex of(Collection<EvalItem> items) {
    return of(items, -1);
  }

  /** With fewer bits of hash, for tests of collisions. */
  static EvalIndex of(Collection<EvalItem> items, long hashMask) {
    return new EvalIndexBuilder(OverlapFold.DEFAULT, items).build(hashMask);
  }

  /** Makes an index of the profile pile, of all parts. */
  public static EvalIndex pile(Collection<EvalItem> items) {
    return pile(items, EnumSet.allOf(Part.class), PileRule.PILE);
  }

  /** Makes an index of the profile pile, of the chosen parts. */
  public static EvalIndex pile(Collection<EvalItem> items, Set<Part> parts, PileRule rule) {
    return new EvalIndexBuilder(OverlapFold.PILE, items).buildPile(parts, rule, -1);
  }

  /**
   * The same index without n-grams that stand in more than some documents of the corpus: phrases of
   * everyday rather than of an evaluation set. Beware: an item that leaked into that many documents
   * is lost with them, which is why this is asked for and never done silently; {@link
   * OverlapReport} calls it undecided then, not clean.
   */
  public EvalIndex ignoring(GramCounts counts, long moreThanDocuments) {
    if (counts.size() != gramCount()) {
      throw new IllegalArgumentException(
          "counts of " + counts.size() + " n-grams for an index of " + gramCount());
    }
    return ignoring(counts.above(moreThanDocuments));
  }

  /**
   * The same index without some n-grams, which are those of {@link GramCounts#above}. Indexes of
   * equal items number their n-grams alike, in whatever process they were made.
   */
  public EvalIndex ignoring(int[] frequent) {
    boolean[] ignoring = new boolean[gramCount()];
    for (int gram : frequent) {
      ignoring[gram] = true;
    }
    return new EvalIndex(fold, items, texts, grams, rule, pile, ignoring);
  }

  /** The items, by benchmark and id; other classes name them by their index here. */
  public List<EvalItem> items() {
    return items;
  }

  /** The number of different n-grams. */
  public int gramCount() {
    return grams.count();
  }

  /** The number of n-grams that are not looked for since they are frequent. */
  public int ignoredCount() {
    int count = 0;
    for (boolean one : ignored) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** The name of the folding of texts; another result means another name. */
  public String version() {
    return fold.version();
  }

  boolean isPile() {
    return pile;
  }

  PileRule rule() {
    return rule;
  }

  boolean isIgnored(int gram) {
    return ignored[gram];
  }

  /** The words that a place of a text can have: of short texts all, else those of n-grams. */
  int findableWords(int text) {
    return switch (texts.kind(text)) {
      case QUESTION_OPTION, CONTEXT_QUESTION -> texts.partWords(text);
      case CONTEXT, QUESTION, OPTION -> {
        int findable = grams.findableWords(text);
        yield findable == 0 ? texts.words(text) : findable;
      }
    };
  }

  /** For each item, whether its question can be found at all. */
  boolean[] findableQuestions() {
    boolean[] questions = new boolean[items.size()];
    boolean[] contexts = new boolean[items.size()];
    for (int gram = 0; gram < gramCount(); gram++) {
      if (ignored[gram]) {
        continue;
      }
      for (int posting = grams.from(gram); posting < grams.from(gram + 1); posting++) {
        int text = grams.text(posting);
        switch (texts.kind(text)) {
          case CONTEXT -> contexts[texts.item(text)] = true;
          case QUESTION, QUESTION_OPTION, CONTEXT_QUESTION -> questions[texts.item(text)] = true;
          case OPTION -> {}
        }
      }
    }
    for (int item = 0; !pile && item < questions.length; item++) {
      int words = texts.questionWords(item);
      questions[item] |=
          contexts[item] && words >= OptionSearch.LEAST_PHRASE && words < LEAST_DEFAULT;
    }
    return questions;
  }
}
