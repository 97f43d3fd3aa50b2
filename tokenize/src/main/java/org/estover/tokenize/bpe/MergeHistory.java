package org.estover.tokenize.bpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each token of a vocabulary came to be, in the order in which merging makes tokens: what
 * {@link LongestMatchEncoder} needs to tell whether merging would leave two tokens side by side.
 *
 * <p>Tokens are numbered anew: a single byte by its value, and what the merge of rank {@code r}
 * makes by {@code 256 + r}, so that of two tokens the greater number was made later. Immutable.
 * Memory: some 100 bytes a token, a few MB in all.
 */
final class MergeHistory {
  private static final int BYTES = 256;

  /** Far above any token of a trained vocabulary; twenty merges can make one of a million bytes. */
  private static final int LONGEST = 1 << 10;

  final TokenTrie trie;

  private final int[] ids;
  private final int[] lengths;
  private final int[] lefts;
  private final int[] rights;

  /** For each token the longest one that begins it, or {@link TokenTrie#NONE}. */
  private final int[] shorter;

  private final MergeRanks merges;

  private MergeHistory(int[] ids, byte[][] bytes, int[] lefts, int[] rights, MergeRanks merges) {
    this.ids = ids;
    this.lefts = lefts;
    this.rights = rights;
    this.merges = merges;
    lengths = new int[ids.length];
    List<Integer> made = new ArrayList<>();
    boolean[] isMade = new boolean[ids.length];
    for (int number = 0; number < ids.length; number++) {
      int left = lefts[number];
      int right = rights[number];
      lengths[number] = bytes[number].length;
      // Merging never makes the others, not even of their own bytes.
      isMade[number] =
          number < BYTES || (isMade[left] && isMade[right] && staySideBySide(left, right, number));
      if (isMade[number]) {
        made.add(number);
      }
    }
    made.sort((one, other) -> Arrays.compareUnsigned(bytes[one], bytes[other]));
    int[] numbers = made.stream().mapToInt(Integer::intValue).toArray();
    trie =
        new TokenTrie(made.stream().map(number -> bytes[number]).toArray(byte[][]::new), numbers);
    shorter = new int[ids.length];
    for (int number : numbers) {
      shorter[number] = trie.longest(bytes[number], 0, lengths[number] - 1);
    }
  }

  /**
   * The history of a vocabulary, or null for one in which two merges make one token, a merge comes
   * before what it merges, a token is very long or there are millions: none that was trained does
   * so, but a file may.
   */
  static @Nullable MergeHistory of(int[] byteIds, byte[] @Nullable [] bytesOf, MergeRanks merges) {
    if (BYTES + merges.size() > TokenTrie.MOST_NUMBERS) {
      return null;
    }
    int[][] ordered = merges.inRankOrder();
    int[] ids = new int[BYTES + ordered.length];
    byte[][] bytes = new byte[ids.length][];
    int[] lefts = new int[ids.length];
    int[] rights = new int[ids.length];
    int[] numberOf = new int[bytesOf.length];
    Arrays.fill(numberOf, -1);
    for (int b = 0; b < BYTES; b++) {
      ids[b] = byteIds[b];
      bytes[b] = new byte[] {(byte) b};
      lefts[b] = b;
      rights[b] = b;
      // Bytes that are in no UTF-8 may be no tokens.
      if (ids[b] >= 0) {
        numberOf[ids[b]] = b;
      }
    }
    MergeRanks renumbered = new MergeRanks(ordered.length);
    for (int rank = 0; rank < ordered.length; rank++) {
      int number = BYTES + rank;
      int left = numberOf[ordered[rank][0]];
      int right = numberOf[ordered[rank][1]];
      int id = ordered[rank][2];
      byte[] merged = bytesOf[id];
      if (left < 0 || right < 0 || numberOf[id] >= 0 || merged == null || merged.length > LONGEST) {
        return null;
      }
      numberOf[id] = number;
      ids[number] = id;
      bytes[number] = merged;
      lefts[number] = left;
      rights[number] = right;
      renumbered.add(left, right, number);
    }
    return new MergeHistory(ids, bytes, lefts, rights, renumbered);
  }

  int id(int number) {
    return ids[number];
  }

  int length(int number) {
    return lengths[number];
  }

  int shorter(int number) {
    return shorter[number];
  }

  /** Whether merging the bytes of two tokens ends with these two. */
  boolean staySideBySide(int left, int right) {
    return staySideBySide(left, right, Integer.MAX_VALUE);
  }

  /**
   * Whether no merge before that of {@code limit} joins two tokens, or what they were made of,
   * across their border. Undoes their merges one by one, the latest first, and asks at each step
   * whether the pair at the border would have merged before the next.
   */
  private boolean staySideBySide(int leftToken, int rightToken, int limit) {
    int left = leftToken;
    int right = rightToken;
    int before = limit;
    while (true) {
      long merge = merges.merge(left, right);
      if (merge != MergeRanks.NO_MERGE && (int) merge < before) {
        return false;
      }
      // Of equal ranks the leftmost merges first, so that the right one is undone first.
      if (left > right) {
        if (left < BYTES) {
          return true;
        }
        before = left;
        left = rights[left];
      } else {
        if (right < BYTES) {
          return true;
        }
        // And a pair at the border comes before an equal one to its right.
        before = right + 1;
        right = lefts[right];
      }
    }
  }
}
