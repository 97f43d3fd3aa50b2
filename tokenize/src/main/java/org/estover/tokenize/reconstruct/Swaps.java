package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.estover.tokenize.release.Swap;

/**
 * Texts that are replaced, all at once: what was put in is not looked at again, so that two lines
 * exchange two words.
 *
 * @param wholeWords whether a place within a longer word stays as it is
 */
public record Swaps(List<Swap> pairs, boolean wholeWords) {
  /** Copies the pairs. */
  public Swaps {
    pairs = List.copyOf(pairs);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("no pair to replace");
    }
  }

  /**
   * Reads a file of UTF-8: a line for each pair, what is replaced, a tab and what stands there
   * then. Empty lines are passed over.
   *
   * @throws StudyException if a line is none; names the line
   */
  public static Swaps read(Path file, boolean wholeWords) throws IOException {
    List<Swap> pairs = new ArrayList<>();
    Set<String> replaced = new HashSet<>();
    long number = 0;
    for (String line : TextLines.read(file, Terms.FILE_SIZE_LIMIT)) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 2
          || fields[0].isEmpty()
          || fields[1].isEmpty()
          || fields[0].equals(fields[1])) {
        throw Errors.badPair(file, number, line);
      }
      if (!replaced.add(fields[0])) {
        throw Errors.pairTwice(file, number, fields[0]);
      }
      pairs.add(new Swap(fields[0], fields[1]));
    }
    if (pairs.isEmpty()) {
      throw Errors.noPairs(file);
    }
    return new Swaps(pairs, wholeWords);
  }
}
