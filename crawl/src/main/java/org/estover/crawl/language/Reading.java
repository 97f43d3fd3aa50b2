package org.estover.crawl.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sample holds: how many bytes of each script, and what the letters of a script cost in each
 * of its languages, stretch by stretch. It serves one sample.
 */
final class Reading {
  /** How many units make a stretch, which ends at the next end of a word. */
  private static final int STRETCH = 96;

  /** Signs that code is full of, and prose is not. */
  private static final String CODE_SIGNS = "{}[]<>=;_|\\#$&*+@^~`";

  /** Where a word may be parted; like a mark it is of the word, which goes on behind it. */
  private static final char SOFT_HYPHEN = '\u00ad';

  private final Letters classes;
  private final List<GramTable> tables;
  private final long[] bytes;
  private final GramTable.@Nullable Tally[] tallies;
  private final List<List<long[]>> stretches = new ArrayList<>();
  private int others;
  private int codeSigns;

  /** The place of the sample that is read, and what stands before it. */
  private GramTable.@Nullable Tally tally;

  private int script;
  private boolean isInWord;

  private Reading(LanguageModel model) {
    classes = model.letters();
    tables = model.tables();
    bytes = new long[classes.scripts()];
    tallies = new GramTable.Tally[tables.size()];
    tables.forEach(table -> stretches.add(new ArrayList<>()));
  }

  /** Reads a sample. */
  static Reading of(LanguageModel model, String sample) {
    Reading reading = new Reading(model);
    reading.read(sample);
    return reading;
  }

  private void read(String sample) {
    int stretchEnd = STRETCH;
    for (int i = 0; i < sample.length(); i++) {
      char unit = sample.charAt(i);
      int letter = classes.classOf(unit);
      if (unit == SOFT_HYPHEN || letter == Letters.MARK) {
        continue;
      }
      if (!isInWord && isAddress(sample, i)) {
        i = endOfAddress(sample, i);
        continue;
      }
      if (letter > 0) {
        letter(unit, letter);
        continue;
      }
      endWord();
      if (unit > ' ') {
        others++;
        codeSigns += CODE_SIGNS.indexOf(unit) < 0 ? 0 : 1;
      }
      if (i >= stretchEnd) {
        endStretch();
        stretchEnd = i + STRETCH;
      }
    }
    endWord();
    endStretch();
  }

  private void letter(char unit, int letter) {
    if (Letters.script(letter) != script) {
      endWord();
      script = Letters.script(letter);
      int table = classes.table(script);
      tally = table < 0 ? null : tally(table);
    }
    isInWord = true;
    bytes[script] += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (tally != null) {
      tally.add(Letters.symbol(letter));
    }
  }

  private void endWord() {
    if (isInWord && tally != null) {
      tally.add(GramTable.BOUNDARY);
    }
    isInWord = false;
  }

  /** Whether a web address starts here: what it says is in no language. */
  private static boolean isAddress(String sample, int start) {
    char first = sample.charAt(start);
    return (first == 'h' || first == 'w')
        && (sample.startsWith("http://", start)
            || sample.startsWith("https://", start)
            || sample.startsWith("www.", start));
  }

  private static int endOfAddress(String sample, int start) {
    int i = start;
    while (i + 1 < sample.length() && sample.charAt(i + 1) > ' ') {
      i++;
    }
    return i;
  }

  private void endStretch() {
    for (int table = 0; table < tallies.length; table++) {
      GramTable.Tally read = tallies[table];
      if (read != null) {
        stretches.get(table).add(read.costs());
      }
    }
  }

  private GramTable.Tally tally(int table) {
    GramTable.Tally known = tallies[table];
    GramTable.Tally found = known == null ? tables.get(table).new Tally() : known;
    tallies[table] = found;
    return found;
  }

  /** How many units are neither letters nor space. */
  int others() {
    return others;
  }

  /** How many of these are signs of code. */
  int codeSigns() {
    return codeSigns;
  }

  /** How many bytes the letters of a script take in UTF-8. */
  long bytes(int script) {
    return bytes[script];
  }

  /** How many scripts there may be. */
  int scripts() {
    return bytes.length;
  }

  /** The number of symbols that were looked up in a table. */
  int symbols(int table) {
    GramTable.Tally read = tallies[table];
    return read == null ? 0 : read.symbols();
  }

  /** What the letters up to the end of each stretch cost in the languages of a table. */
  List<long[]> costs(int table) {
    return stretches.get(table);
  }
}
