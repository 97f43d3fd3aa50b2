package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one group of robots.txt, of which the longest that matches a path holds.
 *
 * <p>Idea: the rules are numbered by precedence and hang in a radix tree by what stands before
 * their first star, so a look-up walks down one path of the tree and compares numbers. Patterns
 * with stars are found by a {@link GramIndex}; those without three characters in a row hang in the
 * tree and are matched if they would win and the path holds all their characters.
 *
 * <p>Cost: building is linear in the length of all patterns but for sorting; a look-up is linear in
 * the path, plus once more for each pattern with stars that may match and would win. Memory: a node
 * (some 56 bytes) and a label per distinct prefix. Immutable and thread-safe.
 */
final class PathRules {
  static final PathRules NONE = new PathRules(List.of());

  private static final int NO_RULE = Integer.MAX_VALUE;
  private static final int HALF = 64;

  private final PathRule[] byPrecedence;
  private final Node root = new Node("");

  private final GramIndex grams;
  private final boolean anyUnfiled;

  PathRules(List<PathRule> rules) {
    List<PathRule> sorted = new ArrayList<>(rules);
    sorted.sort(PathRule.PRECEDENCE);
    byPrecedence = sorted.toArray(PathRule[]::new);
    boolean unfiled = false;
    Map<Integer, List<String>> filed = new LinkedHashMap<>();
    for (int i = 0; i < byPrecedence.length; i++) {
      Node node = root.reach(byPrecedence[i].pattern().prefix());
      if (byPrecedence[i].pattern().isPrefix()) {
        node.plain = Math.min(node.plain, i);
      } else {
        List<String> pieces = byPrecedence[i].pattern().pieces();
        if (GramIndex.canFile(pieces)) {
          filed.put(i, pieces);
        } else {
          node.wild().add(i, String.join("", pieces));
          unfiled = true;
        }
      }
    }
    grams = filed.isEmpty() ? GramIndex.EMPTY : GramIndex.of(filed);
    anyUnfiled = unfiled;
  }

  /** How many rules there are. */
  int count() {
    return byPrecedence.length;
  }

  /** Whether a test holds for every rule. */
  boolean all(Predicate<PathRule> test) {
    return Arrays.stream(byPrecedence).allMatch(test);
  }

  /** The rule with the number that {@link #match} gave. */
  PathRule rule(int number) {
    return byPrecedence[number];
  }

  /** The number of the rule that holds for path and query of {@code url}, or -1. */
  int match(String url) {
    if (byPrecedence.length == 0) {
      return -1;
    }
    int from = PathPattern.pathStart(url);
    int to = PathPattern.pathEnd(url, from);
    if (from < to && url.charAt(from) == '/' && PathPattern.isUniform(url, from, to)) {
      return match(url, from, to);
    }
    String text = PathPattern.uniformPathOf(url);
    return match(text, 0, text.length());
  }

  private int match(String text, int from, int to) {
    int best = NO_RULE;
    int at = from;
    for (Node node = root; node != null; node = node.next(text, at, to)) {
      at += node.label.length();
      best = Math.min(best, node.plain);
    }
    best = anyUnfiled ? matchUnfiled(text, from, to, best) : best;
    best = grams == GramIndex.EMPTY ? best : matchFiled(text, from, to, best);
    return best == NO_RULE ? -1 : best;
  }

  /** The best of {@code plain} and the patterns in the index that match. */
  private int matchFiled(String text, int from, int to, int plain) {
    return grams.first(
        text,
        from,
        to,
        plain,
        number -> byPrecedence[number].pattern().matchesUniform(text, from, to));
  }

  /** The best of {@code plain} and the patterns of short pieces that match. */
  private int matchUnfiled(String text, int from, int to, int plain) {
    long low = low(text, from, to);
    long high = high(text, from, to);
    int best = plain;
    int at = from;
    for (Node node = root; node != null; node = node.next(text, at, to)) {
      at += node.label.length();
      best = matchWild(node.wild, text, at, to, low, high, best);
    }
    return best;
  }

  private int matchWild(
      @Nullable Wild wild, String text, int at, int to, long low, long high, int best) {
    if (wild == null) {
      return best;
    }
    for (int i = 0; i < wild.count && wild.numbers[i] < best; i++) {
      boolean may = (wild.low[i] & ~low) == 0 && (wild.high[i] & ~high) == 0;
      if (may && byPrecedence[wild.numbers[i]].pattern().matchesBehindPrefix(text, at, to)) {
        return wild.numbers[i];
      }
    }
    return best;
  }

  /** The set of the characters below 64 in a part of a text in ASCII. */
  private static long low(String text, int from, int to) {
    long set = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      set |= c < HALF ? 1L << c : 0;
    }
    return set;
  }

  /** The set of the characters from 64 on in a part of a text in ASCII. */
  private static long high(String text, int from, int to) {
    long set = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      set |= c < HALF ? 0 : 1L << (c - HALF);
    }
    return set;
  }

  /** Patterns with stars that hang at one node, by precedence, with the characters they need. */
  private static final class Wild {
    private int[] numbers = new int[1];
    private long[] low = new long[1];
    private long[] high = new long[1];
    private int count;

    void add(int number, String literals) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        low = Arrays.copyOf(low, 2 * count);
        high = Arrays.copyOf(high, 2 * count);
      }
      numbers[count] = number;
      low[count] = low(literals, 0, literals.length());
      high[count] = high(literals, 0, literals.length());
      count++;
    }
  }

  /** A node of the tree; what leads to it is its label behind that of its parent. */
  private static final class Node {
    private String label;
    private int plain = NO_RULE;
    private @Nullable Wild wild;
    private String firsts = "";
    private Node[] children = {};

    Node(String label) {
      this.label = label;
    }

    Wild wild() {
      Wild found = wild == null ? new Wild() : wild;
      wild = found;
      return found;
    }

    /** The node to which the path leads from here; null if it leads to none. */
    @Nullable Node next(String text, int at, int to) {
      int index = at < to ? firsts.indexOf(text.charAt(at)) : -1;
      if (index < 0) {
        return null;
      }
      Node next = children[index];
      boolean fits = to - at >= next.label.length() && text.startsWith(next.label, at);
      return fits ? next : null;
    }

    /** The node behind {@code prefix}, made where there is none. */
    Node reach(String prefix) {
      Node node = this;
      int at = 0;
      while (at < prefix.length()) {
        int index = node.firsts.indexOf(prefix.charAt(at));
        if (index < 0) {
          return node.add(prefix.substring(at));
        }
        Node next = node.children[index];
        int common = common(next.label, prefix, at);
        if (common < next.label.length()) {
          Node upper = new Node(next.label.substring(0, common));
          next.label = next.label.substring(common);
          upper.firsts = next.label.substring(0, 1);
          upper.children = new Node[] {next};
          node.children[index] = upper;
          next = upper;
        }
        at += common;
        node = next;
      }
      return node;
    }

    private Node add(String rest) {
      Node leaf = new Node(rest);
      firsts += rest.charAt(0);
      children = Arrays.copyOf(children, children.length + 1);
      children[children.length - 1] = leaf;
      return leaf;
    }

    private static int common(String label, String prefix, int at) {
      int length = Math.min(label.length(), prefix.length() - at);
      int common = 0;
      while (common < length && label.charAt(common) == prefix.charAt(at + common)) {
        common++;
      }
      return common;
    }
  }
}
