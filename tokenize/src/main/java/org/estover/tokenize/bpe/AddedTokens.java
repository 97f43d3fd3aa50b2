package org.estover.tokenize.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in UTF-8, leftmost and then longest, with a trie of their bytes.
 *
 * <p>The trie is walked only where a token can begin. Most tokenizers' tokens share their first two
 * bytes, {@code <|} or two spaces, which are looked for eight places at a time; else a table of
 * first bytes is asked at each place. Where all tokens are runs of one byte, such as spaces, a
 * match is the length of the run and needs no trie. Immutable. Cost: linear in the text where
 * tokens are short; no token is longer than {@link TokenizerJson#LONGEST_ADDED} bytes.
 */
final class AddedTokens {
  /** The answer of {@link #find} where there is none. */
  static final long NONE = -1;

  private final Node root = new Node();
  private final int[] ids;
  private final int[] sizes;
  private final boolean[] begins = new boolean[256];
  private final boolean isPair;
  private final byte first;
  private final byte second;

  /**
   * The longest token for each length of a run, where all tokens are runs of one byte; else empty.
   */
  private final int[] ofRun;

  /** Looks for tokens by the texts of {@link AddedToken#content}, each of one byte or more. */
  AddedTokens(List<AddedToken> tokens) {
    ids = new int[tokens.size()];
    sizes = new int[tokens.size()];
    boolean allPairs = !tokens.isEmpty();
    byte[] example = {0, 0};
    for (int i = 0; i < ids.length; i++) {
      byte[] content = tokens.get(i).content().getBytes(StandardCharsets.UTF_8);
      ids[i] = tokens.get(i).id();
      sizes[i] = content.length;
      begins[content[0] & 0xFF] = true;
      if (i == 0) {
        example = Arrays.copyOf(content, 2);
      }
      allPairs &= content.length > 1 && Arrays.equals(example, 0, 2, content, 0, 2);
      plant(content, i);
    }
    root.freeze();
    isPair = allPairs;
    first = example[0];
    second = example[1];
    ofRun = isPair && first == second ? ofRun(tokens) : new int[0];
  }

  private int[] ofRun(List<AddedToken> tokens) {
    int most = 0;
    for (int size : sizes) {
      most = Math.max(most, size);
    }
    int[] longest = new int[most + 1];
    Arrays.fill(longest, -1);
    for (int i = 0; i < sizes.length; i++) {
      for (byte b : tokens.get(i).content().getBytes(StandardCharsets.UTF_8)) {
        if (b != first) {
          return new int[0];
        }
      }
      longest[sizes[i]] = i;
    }
    for (int length = 1; length < longest.length; length++) {
      longest[length] = longest[length] < 0 ? longest[length - 1] : longest[length];
    }
    return longest;
  }

  private void plant(byte[] content, int index) {
    Node node = root;
    for (byte b : content) {
      Node child = node.building.get(b);
      if (child == null) {
        child = new Node();
        node.building.put(b, child);
      }
      node = child;
    }
    node.index = index;
  }

  boolean isEmpty() {
    return ids.length == 0;
  }

  /**
   * The first token at or behind {@code from}: its place in the upper half, and in the lower what
   * {@link #id} and {@link #size} take; {@link #NONE} if there is none.
   *
   * @param text with {@link Utf8Text#PADDING} bytes to read behind {@code end}
   */
  long find(byte[] text, int from, int end) {
    int at = from;
    while (true) {
      at = isPair ? nextPair(text, at, end) : nextBeginning(text, at, end);
      if (at >= end) {
        return NONE;
      }
      int index = ofRun.length > 0 ? matchRun(text, at, end) : match(text, at, end);
      if (index >= 0) {
        return (long) at << Integer.SIZE | index;
      }
      at++;
    }
  }

  int id(long match) {
    return ids[(int) match];
  }

  int size(long match) {
    return sizes[(int) match];
  }

  private int nextPair(byte[] text, int from, int end) {
    for (int at = from; at < end; at += Long.BYTES) {
      long candidates =
          Swar.equal(Swar.load(text, at), first) & Swar.equal(Swar.load(text, at + 1), second);
      if (candidates != 0) {
        return at + Swar.firstIndex(candidates);
      }
    }
    return end;
  }

  private int nextBeginning(byte[] text, int from, int end) {
    int at = from;
    while (at < end && !begins[text[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  private int matchRun(byte[] text, int from, int end) {
    int most = Math.min(end - from, ofRun.length - 1);
    int length = 0;
    while (length < most && text[from + length] == first) {
      length++;
    }
    return ofRun[length];
  }

  /** The longest token that begins at {@code from}, or -1. */
  private int match(byte[] text, int from, int end) {
    Node node = root.child(text[from]);
    int longest = -1;
    int at = from + 1;
    while (node != null) {
      if (node.index >= 0) {
        longest = node.index;
      }
      node = at < end ? node.child(text[at]) : null;
      at++;
    }
    return longest;
  }

  private static final class Node {
    private final TreeMap<Byte, Node> building = new TreeMap<>();
    private byte[] bytes = new byte[0];
    private Node[] children = new Node[0];
    private int index = -1;

    void freeze() {
      bytes = new byte[building.size()];
      children = building.values().toArray(new Node[0]);
      int i = 0;
      for (byte b : building.keySet()) {
        bytes[i++] = b;
      }
      building.clear();
      for (Node child : children) {
        child.freeze();
      }
    }

    @Nullable Node child(byte b) {
      if (bytes.length == 1) {
        return bytes[0] == b ? children[0] : null;
      }
      int i = Arrays.binarySearch(bytes, b);
      return i < 0 ? null : children[i];
    }
  }
}
