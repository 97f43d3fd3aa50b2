package org.estover.crawl.filter;

import java.math.BigDecimal;
import java.util.List;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException noSuchProfile(String name, List<String> profiles) {
    return new IllegalArgumentException(
        "no filter profile is called \"" + name + "\"; there are: " + String.join(", ", profiles));
  }

  static BadWordListException notText(String file, long line) {
    return new BadWordListException(
        place(file, line)
            + "no UTF-8 text; write the list as UTF-8, and unpack it if it is compressed");
  }

  static BadWordListException longEntry(String file, long line, int length, boolean isMore) {
    return new BadWordListException(
        place(file, line)
            + (isMore ? "more than " : "")
            + length
            + " characters, expected at most "
            + WordList.MAX_LENGTH
            + ": a word or phrase a line");
  }

  static BadWordListException longList(String file, long line) {
    return new BadWordListException(
        place(file, line)
            + "the entries up to here have more than "
            + WordList.MAX_CHARACTERS
            + " characters; shorten the list");
  }

  static BadWordListException noUrlWord(String file, long line, String entry) {
    return new BadWordListException(
        place(file, line)
            + "\""
            + entry
            + "\" is not of letters and digits alone, so no word of a URL equals it; write one"
            + " word a line, and comments behind a #");
  }

  static BadWordListException emptyList(String file) {
    return new BadWordListException(
        file + ": no word in it; write one a line, or do not name the list");
  }

  private static String place(String file, long line) {
    return file + ":" + line + ": ";
  }

  static IllegalArgumentException noShare(BigDecimal share) {
    return new IllegalArgumentException("a share of " + share + ", expected 0 to 1");
  }

  static IllegalArgumentException noThreshold(int words) {
    return new IllegalArgumentException(
        "a threshold of " + words + " different words, expected 1 or more");
  }

  static IllegalArgumentException badMaxBytes(long maxBytes) {
    return new IllegalArgumentException(
        "the size limit of a document is at least 1 byte, not " + maxBytes);
  }
}
