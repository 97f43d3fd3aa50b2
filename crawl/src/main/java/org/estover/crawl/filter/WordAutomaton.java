package org.estover.crawl.filter;

import java.util.Arrays;
import java.util.List;

/**
 * Finds all words and phrases of several lists in one pass over a text: Aho and Corasick's
 * automaton ("Efficient string matching", 1975), over characters without their capitals.
 *
 * <p>A character costs two looks into tables where no entry can begin, and a hash or two elsewhere.
 * Each character of an entry takes 48 to 96 bytes, but for those that entries begin with in common,
 * and the table of characters 128 KB. Immutable once it is made, and thread-safe.
 */
final class WordAutomaton {
  private static final int NONE = -1;
  private static final int ROOT = 0;
  private static final int SYMBOL_BITS = 21;

  private final boolean whole;

  /** Each character of the BMP without its capital where it is in an entry, else 0. */
  private final char[] symbols = new char[Character.MAX_VALUE + 1];

  /** Transitions: each key of a state and a character, and beside it the state that it leads to. */
  private long[] table = new long[1 << 7];

  private int transitions;

  private int[] lengths = new int[1 << 5];
  private int[] failures = new int[1 << 5];

  /** The nearest state at or behind the failure of each in which an entry ends, or NONE. */
  private int[] shorter = new int[1 << 5];

  private int[] firstOutputs = new int[1 << 5];
  private int states;

  private int[] outputLists = new int[1 << 4];
  private int[] nextOutputs = new int[1 << 4];
  private int outputs;
  private int longest;

  /** Takes what is found. */
  @FunctionalInterface
  interface Found {
    /** Takes an entry of a list; returns whether to look for more. */
    boolean goesOn(int list);
  }

  /**
   * Makes an automaton.
   *
   * @param lists the entries of each list, without capitals and with single spaces
   * @param whole whether entries are found as whole words only
   */
  WordAutomaton(List<WordList> lists, boolean whole) {
    this.whole = whole;
    newState(0);
    for (int list = 0; list < lists.size(); list++) {
      for (String entry : lists.get(list).entries()) {
        add(entry, list);
      }
    }
    link();
    for (int c = 0; c < symbols.length; c++) {
      symbols[c] = symbols[WordEdges.folded(c)];
    }
  }

  private void add(String entry, int list) {
    int state = ROOT;
    int length = 0;
    for (int i = 0; i < entry.length(); i += Character.charCount(entry.codePointAt(i))) {
      int symbol = entry.codePointAt(i);
      if (symbol <= Character.MAX_VALUE) {
        symbols[symbol] = (char) symbol;
      }
      length++;
      int next = next(state, symbol);
      if (next == NONE) {
        next = newState(length);
        connect(state, symbol, next);
      }
      state = next;
    }
    if (outputs == outputLists.length) {
      outputLists = Arrays.copyOf(outputLists, outputs * 2);
      nextOutputs = Arrays.copyOf(nextOutputs, outputs * 2);
    }
    outputLists[outputs] = list;
    nextOutputs[outputs] = firstOutputs[state];
    firstOutputs[state] = outputs++;
    longest = Math.max(longest, length);
  }

  /** Sets where to go on from each state that a text does not lead on from, level by level. */
  private void link() {
    int[] parents = new int[states];
    int[] symbolsOf = new int[states];
    for (int slot = 0; slot < table.length; slot += 2) {
      if (table[slot] != 0) {
        int state = (int) table[slot + 1];
        parents[state] = (int) (table[slot] >>> SYMBOL_BITS);
        symbolsOf[state] = (int) (table[slot] & ((1 << SYMBOL_BITS) - 1));
      }
    }
    for (int state : byLength()) {
      if (state == ROOT) {
        continue;
      }
      int parent = parents[state];
      int failure = ROOT;
      if (parent != ROOT) {
        failure = step(failures[parent], symbolsOf[state], 0, true);
      }
      failures[state] = failure;
      shorter[state] = firstOutputs[failure] == NONE ? shorter[failure] : failure;
    }
  }

  private int[] byLength() {
    int[] places = new int[longest + 2];
    for (int state = 0; state < states; state++) {
      places[lengths[state] + 1]++;
    }
    for (int length = 1; length < places.length; length++) {
      places[length] += places[length - 1];
    }
    int[] sorted = new int[states];
    for (int state = 0; state < states; state++) {
      sorted[places[lengths[state]]++] = state;
    }
    return sorted;
  }

  private int newState(int length) {
    if (states == lengths.length) {
      lengths = Arrays.copyOf(lengths, states * 2);
      failures = Arrays.copyOf(failures, states * 2);
      shorter = Arrays.copyOf(shorter, states * 2);
      firstOutputs = Arrays.copyOf(firstOutputs, states * 2);
    }
    lengths[states] = length;
    shorter[states] = NONE;
    firstOutputs[states] = NONE;
    return states++;
  }

  private int symbol(int codePoint) {
    return codePoint <= Character.MAX_VALUE ? symbols[codePoint] : WordEdges.folded(codePoint);
  }

  private static long key(int state, int symbol) {
    return ((long) state << SYMBOL_BITS) | symbol;
  }

  private int slot(long key) {
    int mask = table.length - 2;
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private void connect(int state, int symbol, int next) {
    if (transitions * 4 >= table.length) {
      long[] old = table;
      table = new long[old.length * 2];
      for (int from = 0; from < old.length; from += 2) {
        if (old[from] != 0) {
          int slot = slot(old[from]);
          table[slot] = old[from];
          table[slot + 1] = old[from + 1];
        }
      }
    }
    int slot = slot(key(state, symbol));
    table[slot] = key(state, symbol);
    table[slot + 1] = next;
    transitions++;
  }

  private int next(int state, int symbol) {
    int slot = slot(key(state, symbol));
    return table[slot] == 0 ? NONE : (int) table[slot + 1];
  }

  /**
   * The state after one more character.
   *
   * @param sinceBegin how many characters have been read since a word could last begin
   * @param isBegin whether one may begin at this character
   */
  private int step(int from, int symbol, int sinceBegin, boolean isBegin) {
    int state = from;
    while (state != ROOT) {
      int next = next(state, symbol);
      if (next != NONE) {
        return next;
      }
      // What is shorter would have begun later, where no word can.
      state = lengths[state] <= sinceBegin ? ROOT : failures[state];
    }
    return isBegin ? Math.max(ROOT, next(ROOT, symbol)) : ROOT;
  }

  /** Looks for entries in a text, which are told in the order of their ends. */
  void find(String text, Found found) {
    // Of the last characters read: whether a word may begin there.
    boolean[] begins = new boolean[Integer.highestOneBit(Math.max(1, longest)) * 2];
    int state = ROOT;
    int read = 0;
    int lastBegin = 0;
    int before = 0;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.charAt(i);
      next = i + 1;
      if (Character.isHighSurrogate((char) c) && next < text.length()) {
        c = text.codePointAt(i);
        next = i + Character.charCount(c);
      }
      int classes = WordEdges.classes(c);
      if ((classes & before & WordEdges.SPACE) != 0) {
        continue;
      }
      boolean isBegin =
          (before & WordEdges.JOINS) == 0 || (classes & WordEdges.UNSPACED) != 0 || !whole;
      before = classes;
      if (state == ROOT && !isBegin) {
        // Nothing can begin here, so nothing that is read here matters.
        continue;
      }
      int symbol = (classes & WordEdges.SPACE) != 0 ? symbols[' '] : symbol(c);
      state = symbol == 0 ? ROOT : step(state, symbol, read - lastBegin, isBegin);
      begins[read & (begins.length - 1)] = isBegin;
      lastBegin = isBegin ? read : lastBegin;
      read++;
      int ending = state != ROOT && firstOutputs[state] == NONE ? shorter[state] : state;
      if (ending > ROOT && isEnd(classes, text, next) && !told(ending, read, begins, found)) {
        return;
      }
    }
  }

  private boolean isEnd(int last, String text, int next) {
    return !whole
        || (last & WordEdges.UNSPACED) != 0
        || next >= text.length()
        || (WordEdges.classes(text.codePointAt(next)) & WordEdges.JOINS) == 0;
  }

  /** Tells of the entries that end at a place; returns whether to look for more. */
  private boolean told(int ending, int read, boolean[] begins, Found found) {
    for (int state = ending; state != NONE; state = shorter[state]) {
      if (begins[(read - lengths[state]) & (begins.length - 1)]) {
        for (int output = firstOutputs[state]; output != NONE; output = nextOutputs[output]) {
          if (!found.goesOn(outputLists[output])) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
