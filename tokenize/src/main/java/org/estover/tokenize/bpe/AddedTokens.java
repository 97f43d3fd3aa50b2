package org.estover.tokenize.bpe;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in text, leftmost and then longest, with a trie of their characters. */
final class AddedTokens {
  private final Node root = new Node();

  AddedTokens(List<AddedToken> tokens) {
    for (AddedToken token : tokens) {
      Node node = root;
      for (char c : token.content().toCharArray()) {
        node = node.building.computeIfAbsent(c, key -> new Node());
      }
      node.id = token.id();
    }
    root.freeze();
  }

  boolean isEmpty() {
    return root.chars.length == 0;
  }

  /** The end of the longest added token that starts at {@code from}, or -1. */
  int matchEnd(char[] text, int from, int end) {
    Node node = root.child(text[from]);
    int matchEnd = -1;
    int at = from + 1;
    while (node != null) {
      if (node.id >= 0) {
        matchEnd = at;
      }
      node = at < end ? node.child(text[at]) : null;
      at++;
    }
    return matchEnd;
  }

  /** The id of the added token that is exactly this stretch of text. */
  int id(char[] text, int from, int end) {
    Node node = root;
    for (int i = from; i < end; i++) {
      node = node.child(text[i]);
      if (node == null) {
        throw new IllegalArgumentException("no added token");
      }
    }
    return node.id;
  }

  private static final class Node {
    private final TreeMap<Character, Node> building = new TreeMap<>();
    private char[] chars = new char[0];
    private Node[] children = new Node[0];
    private int id = -1;

    void freeze() {
      chars = new char[building.size()];
      children = building.values().toArray(new Node[0]);
      int i = 0;
      for (char c : building.keySet()) {
        chars[i++] = c;
      }
      building.clear();
      for (Node child : children) {
        child.freeze();
      }
    }

    @Nullable Node child(char c) {
      if (chars.length == 1) {
        return chars[0] == c ? children[0] : null;
      }
      int i = Arrays.binarySearch(chars, c);
      return i < 0 ? null : children[i];
    }
  }
}
