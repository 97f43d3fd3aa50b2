package org.estover.crawl.filter;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.TreeSet;

/**
 * Words and phrases, one a line; what begins with {@code #} is a comment. In a phrase any white
 * space is a space, and of capitals nothing matters.
 *
 * @param entries the words; they are kept without capitals, each once, sorted
 */
public record WordList(List<String> entries) {
  /** The most characters of an entry. */
  public static final int MAX_LENGTH = 200;

  /** The most characters of all entries of a list. */
  public static final int MAX_CHARACTERS = 4_000_000;

  private static final char NOT_UTF_8 = '\ufffd';
  private static final String BYTE_ORDER_MARK = "\ufeff";

  public WordList {
    TreeSet<String> each = new TreeSet<>();
    for (String entry : entries) {
      each.add(normalized(entry));
    }
    each.remove("");
    entries = List.copyOf(each);
  }

  /** What an entry is. */
  public enum Kind {
    /** A word or several, with any signs. */
    PHRASE,
    /** Letters and digits alone, as words of URLs are told apart. */
    URL_WORD
  }

  /**
   * Reads a list to its end.
   *
   * @param list its text; what was no UTF-8 has replacement characters in it
   * @param name what errors call the file
   * @throws BadWordListException if a line is no entry, or there is none
   */
  public static WordList read(Reader list, String name, Kind kind) throws IOException {
    ListLines lines = new ListLines(list);
    TreeSet<String> entries = new TreeSet<>();
    long number = 0;
    long characters = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      number++;
      String written = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
      String entry = normalized(written);
      if (entry.startsWith("#") || (entry.isEmpty() && !lines.isCut())) {
        continue;
      }
      if (entry.indexOf(NOT_UTF_8) >= 0 || entry.indexOf(0) >= 0) {
        throw Errors.notText(name, number);
      }
      if (entry.length() > MAX_LENGTH || lines.isCut()) {
        int length = lines.isCut() ? line.length() : entry.length();
        throw Errors.longEntry(name, number, length, lines.isCut());
      }
      if (kind == Kind.URL_WORD && !isWord(entry)) {
        throw Errors.noUrlWord(name, number, entry);
      }
      characters += entry.length();
      if (characters > MAX_CHARACTERS) {
        throw Errors.longList(name, number);
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      throw Errors.emptyList(name);
    }
    return new WordList(List.copyOf(entries));
  }

  private static boolean isWord(String entry) {
    return entry.codePoints().allMatch(c -> (WordEdges.classes(c) & WordEdges.ALPHANUMERIC) != 0);
  }

  /** Without white space around it, with a space for white space in it, and without capitals. */
  private static String normalized(String written) {
    StringBuilder entry = new StringBuilder();
    written
        .codePoints()
        .forEach(
            c -> {
              if ((WordEdges.classes(c) & WordEdges.SPACE) == 0) {
                entry.appendCodePoint(WordEdges.folded(c));
              } else if (!entry.isEmpty() && entry.charAt(entry.length() - 1) != ' ') {
                entry.append(' ');
              }
            });
    return entry.toString().strip();
  }
}
