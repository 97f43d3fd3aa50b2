package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What lm-evaluation-harness's Janitor computes, by sets of strings and arrays of code points. */
final class SlowJanitor {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String SPACES =
      "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
          + "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  private final PileRule rule;
  private final Set<List<String>> contaminants = new HashSet<>();

  SlowJanitor(PileRule rule) {
    this.rule = rule;
  }

  void register(String contaminant) {
    List<String> words = new ArrayList<>();
    for (int[] token : tokens(normalised(contaminant).codePoints().toArray())) {
      words.add(text(normalised(contaminant).codePoints().toArray(), token[0], token[1]));
    }
    for (int i = 0; i + rule.words() <= words.size(); i++) {
      contaminants.add(List.copyOf(words.subList(i, i + rule.words())));
    }
  }

  /** Start and end, exclusive, in code points, of each place in order. */
  List<int[]> matches(String document) {
    int[] points = document.codePoints().toArray();
    List<int[]> tokens = tokens(points);
    List<int[]> matches = new ArrayList<>();
    for (int i = 0; i + rule.words() <= tokens.size(); i++) {
      List<String> words = new ArrayList<>();
      for (int[] token : tokens.subList(i, i + rule.words())) {
        words.add(normalised(text(points, token[0], token[1])));
      }
      if (contaminants.contains(words)) {
        matches.add(new int[] {tokens.get(i)[0], tokens.get(i + rule.words() - 1)[1]});
      }
    }
    return matches;
  }

  List<String> clean(String document) {
    int[] points = document.codePoints().toArray();
    List<int[]> matches = matches(document);
    List<String> pieces = new ArrayList<>();
    if (matches.size() > rule.mostMatches()) {
      return pieces;
    }
    int from = 0;
    int end = -1;
    for (int[] match : matches) {
      int start = Math.max(0, match[0] - rule.windowCodePoints());
      end = Math.min(points.length, match[1] - 1 + rule.windowCodePoints());
      if (start - from > rule.leastPiece()) {
        pieces.add(text(points, from, start));
      }
      from = end;
    }
    if (points.length - rule.leastPiece() > end) {
      pieces.add(text(points, Math.min(end + 1, points.length), points.length));
    }
    return pieces;
  }

  private static List<int[]> tokens(int[] points) {
    List<int[]> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= points.length; i++) {
      boolean space = i == points.length || SPACES.indexOf(points[i]) >= 0;
      if (!space && start < 0) {
        start = i;
      } else if (space && start >= 0) {
        tokens.add(new int[] {start, i});
        start = -1;
      }
    }
    return tokens;
  }

  private static String normalised(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> PUNCTUATION.indexOf(c) < 0)
        .map(c -> c < 128 ? Character.toLowerCase(c) : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String text(int[] points, int from, int to) {
    return new String(points, from, to - from);
  }
}
