package org.estover.tokenize.reconstruct;

/**
 * What one sequence holds of strings and groups, place by place; goes into the totals when the
 * sequence ends, once for each row that the sequence counts in. A place costs O(1), or O(groups of
 * its string) where it is the first of its string in a document's part; the end of a sequence costs
 * O(rows * distinct strings and groups in it). Memory: 16 bytes a string and 28 a group, however
 * many places there are. Used by one thread.
 */
final class TermsTally {
  private final TermsTotals totals;

  /** The places of each string in the sequence, and the strings that have some. */
  private final int[] places;

  private final int[] held;
  private int heldCount;

  /** How many strings of a group the sequence holds; 0 between sequences. */
  private final int[] groupCount;

  /** The last part in which a string or group was seen, and how much of the group was. */
  private final long[] stringInPart;

  private final long[] groupInPart;
  private final int[] groupCountInPart;
  private long part;

  /** The groups that a part of the sequence holds all of, each once. */
  private final int[] together;

  private int togetherCount;
  private final long[] togetherIn;
  private long sequence;

  TermsTally(TermsTotals totals) {
    this.totals = totals;
    places = new int[totals.strings()];
    held = new int[totals.strings()];
    stringInPart = new long[totals.groups() == 0 ? 0 : totals.strings()];
    groupCount = new int[totals.groups()];
    groupInPart = new long[totals.groups()];
    groupCountInPart = new int[totals.groups()];
    together = new int[totals.groups()];
    togetherIn = new long[totals.groups()];
    sequence = 1;
  }

  /** The next places stand in another document, or in another sequence. */
  void beginPart() {
    part++;
  }

  /** Takes a place that the sequence holds whole. */
  void place(int string) {
    if (places[string]++ == 0) {
      held[heldCount++] = string;
    }
    if (stringInPart.length > 0 && stringInPart[string] != part) {
      stringInPart[string] = part;
      for (int group : totals.groupsOf(string)) {
        seenInPart(group);
      }
    }
  }

  private void seenInPart(int group) {
    groupCountInPart[group] = groupInPart[group] == part ? groupCountInPart[group] + 1 : 1;
    groupInPart[group] = part;
    if (groupCountInPart[group] == totals.sizeOf(group) && togetherIn[group] != sequence) {
      togetherIn[group] = sequence;
      together[togetherCount++] = group;
    }
  }

  /** Whether the sequence holds no place so far. */
  boolean isEmpty() {
    return heldCount == 0;
  }

  /**
   * Adds the sequence to the totals and begins the next one.
   *
   * @param rows pairs of a row and how often the sequence counts in it
   */
  void endSequence(int[] rows) {
    int strings = totals.strings();
    for (int r = 0; r < rows.length; r += 2) {
      for (int i = 0; i < heldCount; i++) {
        totals.add(rows[r], held[i], (long) places[held[i]] * rows[r + 1]);
        totals.add(rows[r], strings + held[i], rows[r + 1]);
      }
      for (int i = 0; i < togetherCount; i++) {
        totals.add(rows[r], 3 * strings + totals.groups() + together[i], rows[r + 1]);
      }
    }
    if (totals.groups() > 0) {
      addGroups(rows);
    }
    for (int i = 0; i < heldCount; i++) {
      places[held[i]] = 0;
    }
    heldCount = 0;
    togetherCount = 0;
    sequence++;
  }

  private void addGroups(int[] rows) {
    for (int i = 0; i < heldCount; i++) {
      for (int group : totals.groupsOf(held[i])) {
        groupCount[group]++;
        for (int r = 0; groupCount[group] == totals.sizeOf(group) && r < rows.length; r += 2) {
          totals.add(rows[r], 3 * totals.strings() + group, rows[r + 1]);
        }
      }
    }
    for (int i = 0; i < heldCount; i++) {
      for (int group : totals.groupsOf(held[i])) {
        groupCount[group] = 0;
      }
    }
  }
}
