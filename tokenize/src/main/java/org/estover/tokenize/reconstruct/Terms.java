package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.tokenize.bpe.Tokenizer;

/**
 * What is counted: terms, and groups of terms that are looked for together.
 *
 * @param terms all of them, each once, in the order in which they were given
 * @param groups of two or more numbers of terms
 */
public record Terms(List<String> terms, List<List<Integer>> groups) {
  /** A term of more UTF-8 is refused: it would be a document. */
  public static final int TERM_SIZE_LIMIT = 4096;

  /** So many terms keep all counters in memory. */
  public static final int COUNT_LIMIT = 1 << 20;

  /** All terms of a file together; a normal form may have some times more bytes. */
  static final long FILE_SIZE_LIMIT = TermsAutomaton.BYTES_LIMIT / 4;

  /** Checks that terms differ and that groups are of known ones. */
  public Terms {
    terms = List.copyOf(terms);
    groups = groups.stream().map(List::copyOf).toList();
    if (terms.isEmpty() || terms.size() > COUNT_LIMIT || Set.copyOf(terms).size() < terms.size()) {
      throw new IllegalArgumentException(terms.size() + " terms, expected some that all differ");
    }
    for (String term : terms) {
      int size = term.getBytes(StandardCharsets.UTF_8).length;
      if (size == 0 || size > TERM_SIZE_LIMIT) {
        throw new IllegalArgumentException("a term of " + size + " bytes");
      }
    }
    for (List<Integer> group : groups) {
      Set<Integer> members = Set.copyOf(group);
      if (members.size() < 2 || members.size() < group.size() || !isKnown(group, terms.size())) {
        throw new IllegalArgumentException("a group of the terms " + group);
      }
    }
  }

  private static boolean isKnown(List<Integer> group, int terms) {
    return group.stream().allMatch(term -> term >= 0 && term < terms);
  }

  /**
   * Reads a file of UTF-8: a term a line, or a group of terms between tabs; the terms of a group
   * are counted one by one as well. Blanks belong to a term, empty lines are passed over.
   *
   * @throws StudyException if a line is none of them; names the line
   */
  public static Terms read(Path file) throws IOException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Set<List<Integer>> groups = new LinkedHashSet<>();
    long number = 0;
    for (String line : TextLines.read(file, FILE_SIZE_LIMIT)) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      List<Integer> group = new ArrayList<>();
      for (String term : line.split("\t", -1)) {
        int size = term.getBytes(StandardCharsets.UTF_8).length;
        if (size == 0 || size > TERM_SIZE_LIMIT) {
          throw Errors.badTerm(file, number, size);
        }
        group.add(numbers.computeIfAbsent(term, key -> numbers.size()));
      }
      if (Set.copyOf(group).size() < group.size()) {
        throw Errors.termTwice(file, number);
      }
      if (group.size() > 1) {
        groups.add(group);
      }
    }
    if (numbers.isEmpty() || numbers.size() > COUNT_LIMIT) {
      throw Errors.badTerms(file, numbers.size());
    }
    return new Terms(List.copyOf(numbers.keySet()), List.copyOf(groups));
  }

  /**
   * The bytes of each term as they stand in the texts of a release: what its tokenizer makes of
   * them, which may be a normal form.
   */
  List<byte[]> bytes(Tokenizer tokenizer) {
    return terms.stream().map(term -> tokenizer.decode(tokenizer.encodeOrdinary(term))).toList();
  }

  /** The number of the first of equal strings, for each of them. */
  static int[] firstEqual(List<byte[]> strings) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] first = new int[strings.size()];
    Arrays.setAll(
        first,
        i ->
            numbers.computeIfAbsent(
                new String(strings.get(i), StandardCharsets.ISO_8859_1), key -> i));
    return first;
  }
}
