package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one group of robots.txt, of which the longest that matches a path holds.
 *
 * <p>Idea: the rules are numbered by precedence and hang in a radix tree by what stands before
 * their first star, so a look-up walks down one path of the tree and compares numbers; only
 * patterns with stars on that path are matched further, and only while they would win.
 *
 * <p>Cost: building is linear in the length of all patterns but for sorting; a look-up is linear in
 * the path, plus once more for each pattern with stars that would win. Memory: a node (some 56
 * bytes) and a label per distinct prefix. Immutable and thread-safe.
 */
final class PathRules {
  static final PathRules NONE = new PathRules(List.of());

  private static final int NO_RULE = Integer.MAX_VALUE;
  private static final int[] NOTHING = {};

  private final PathRule[] byPrecedence;
  private final Node root = new Node("");

  PathRules(List<PathRule> rules) {
    List<PathRule> sorted = new ArrayList<>(rules);
    sorted.sort(PathRule.PRECEDENCE);
    byPrecedence = sorted.toArray(PathRule[]::new);
    for (int i = 0; i < byPrecedence.length; i++) {
      Node node = root.reach(byPrecedence[i].pattern().prefix());
      if (byPrecedence[i].pattern().isPrefix()) {
        node.plain = Math.min(node.plain, i);
      } else {
        node.addWild(i);
      }
    }
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
    Node node = root;
    while (node != null) {
      best = Math.min(best, node.plain);
      for (int i = 0; i < node.wildCount; i++) {
        int number = node.wild[i];
        if (number >= best) {
          break;
        }
        if (byPrecedence[number].pattern().matchesBehindPrefix(text, at, to)) {
          best = number;
          break;
        }
      }
      node = at < to ? node.child(text.charAt(at)) : null;
      if (node != null) {
        int length = node.label.length();
        if (to - at < length || !text.startsWith(node.label, at)) {
          break;
        }
        at += length;
      }
    }
    return best == NO_RULE ? -1 : best;
  }

  /** A node of the tree; what leads to it is its label behind that of its parent. */
  private static final class Node {
    private String label;
    private int plain = NO_RULE;
    private int[] wild = NOTHING;
    private int wildCount;
    private String firsts = "";
    private Node[] children = {};

    Node(String label) {
      this.label = label;
    }

    void addWild(int number) {
      if (wildCount == wild.length) {
        wild = Arrays.copyOf(wild, Math.max(1, 2 * wildCount));
      }
      wild[wildCount++] = number;
    }

    @Nullable Node child(char first) {
      int index = firsts.indexOf(first);
      return index < 0 ? null : children[index];
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
