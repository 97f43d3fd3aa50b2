package org.estover.tokenize.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.estover.tokenize.bpe.Tokenizer;

/**
 * The counters of a count of terms, one row for each step that was asked for: what was read between
 * the step before and this one. A row has these columns: places, sequences and cut places of each
 * string; sequences, then sequences with all in one document, of each group.
 *
 * <p>Terms that a tokenizer writes alike are one string. Rows are added to by any thread.
 */
final class TermsTotals {
  private final TermsCount.Question question;
  private final List<byte[]> strings = new ArrayList<>();
  private final int[] stringOf;
  private final int[][] groupsOf;
  private final int[] groupSizes;
  private final TermsAutomaton automaton;
  private final long[] ends;
  private final List<AtomicLongArray> rows = new ArrayList<>();

  TermsTotals(TermsCount.Question question, Tokenizer tokenizer) {
    this.question = question;
    List<byte[]> bytes = question.terms().bytes(tokenizer);
    int[] firstEqual = Terms.firstEqual(bytes);
    stringOf = new int[firstEqual.length];
    for (int term = 0; term < firstEqual.length; term++) {
      if (firstEqual[term] == term) {
        stringOf[term] = strings.size();
        strings.add(bytes.get(term));
      } else {
        stringOf[term] = stringOf[firstEqual[term]];
      }
    }
    automaton = TermsAutomaton.of(strings);
    List<List<Integer>> groups = question.terms().groups();
    groupSizes = new int[groups.size()];
    List<List<Integer>> groupsOfString = new ArrayList<>();
    strings.forEach(string -> groupsOfString.add(new ArrayList<>()));
    for (int group = 0; group < groups.size(); group++) {
      int[] members = groups.get(group).stream().mapToInt(t -> stringOf[t]).distinct().toArray();
      groupSizes[group] = members.length;
      for (int member : members) {
        groupsOfString.get(member).add(group);
      }
    }
    groupsOf =
        groupsOfString.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    ends = question.steps().stream().mapToLong(question.plan()::firstPosition).toArray();
    for (int row = 0; row < ends.length; row++) {
      rows.add(new AtomicLongArray(3 * strings.size() + 2 * groups.size()));
    }
  }

  TermsAutomaton automaton() {
    return automaton;
  }

  boolean wholeWords() {
    return question.wholeWords();
  }

  int strings() {
    return strings.size();
  }

  int groups() {
    return groupSizes.length;
  }

  /** The bytes of the longest string. */
  int longest() {
    return strings.stream().mapToInt(string -> string.length).max().orElse(0);
  }

  int[] groupsOf(int string) {
    return groupsOf[string];
  }

  /** How many strings a group has. */
  int sizeOf(int group) {
    return groupSizes[group];
  }

  /** The row that a position counts in; -1 if it is behind all steps. */
  int row(long position) {
    int low = 0;
    int high = ends.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ends.length ? low : -1;
  }

  /** Adds to a cell. */
  void add(int row, int column, long count) {
    rows.get(row).getAndAdd(column, count);
  }

  /** The sums up to each step. */
  TermCounts counts() {
    long[][] sums = new long[rows.size()][];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = new long[rows.get(row).length()];
      for (int column = 0; column < sums[row].length; column++) {
        sums[row][column] = rows.get(row).get(column) + (row > 0 ? sums[row - 1][column] : 0);
      }
    }
    return new TermCounts(question.terms(), question.steps(), stringOf, strings.size(), sums);
  }
}
