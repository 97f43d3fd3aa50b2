package org.estover.tokenize.reconstruct;

import java.util.List;

/**
 * How often terms were read before some training steps, as {@link TermsCount} counts them.
 *
 * <p>Steps, terms and groups are numbered as they were asked for. Immutable.
 */
public final class TermCounts {
  private final Terms terms;
  private final List<Long> steps;
  private final int[] strings;
  private final int stringCount;
  private final long[][] columns;

  /**
   * Takes counters per step: those of {@link #strings} distinct strings, then those of groups.
   *
   * @param strings the number of each term's string
   */
  TermCounts(Terms terms, List<Long> steps, int[] strings, int stringCount, long[][] columns) {
    this.terms = terms;
    this.steps = List.copyOf(steps);
    this.strings = strings;
    this.stringCount = stringCount;
    this.columns = columns;
  }

  /** What was counted. */
  public Terms terms() {
    return terms;
  }

  /** The steps, ascending. */
  public List<Long> steps() {
    return steps;
  }

  /** How often a term was read before a step: its places in all sequences that hold it whole. */
  public long occurrences(int step, int term) {
    return columns[step][strings[term]];
  }

  /** How many sequences that were read before a step hold a term. */
  public long sequences(int step, int term) {
    return columns[step][stringCount + strings[term]];
  }

  /** How often a term began in a sequence that was read before a step, and did not end in it. */
  public long cut(int step, int term) {
    return columns[step][2 * stringCount + strings[term]];
  }

  /** How many sequences that were read before a step hold all terms of a group. */
  public long sequencesOfGroup(int step, int group) {
    return columns[step][3 * stringCount + group];
  }

  /** How many of them hold all terms of a group in the part of one document. */
  public long documentsOfGroup(int step, int group) {
    return columns[step][3 * stringCount + terms.groups().size() + group];
  }
}
