package org.estover.tokenize.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenTrieTest {
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void findsTheLongestOfTheStrings(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int letters : new int[] {2, 5, 256}) {
      TreeSet<byte[]> strings = new TreeSet<>(Arrays::compareUnsigned);
      for (int i = 0; i < 2000; i++) {
        strings.add(bytes(random, 1 + random.nextInt(6), letters));
      }
      byte[][] sorted = strings.toArray(new byte[0][]);
      int[] numbers = IntStream.range(0, sorted.length).toArray();
      TokenTrie trie = new TokenTrie(sorted, numbers);
      byte[] text = bytes(random, 3000, letters);
      for (int from = 0; from < text.length; from++) {
        int end = Math.min(text.length, from + random.nextInt(8));
        assertThat(trie.longest(text, from, end)).isEqualTo(naive(sorted, text, from, end));
      }
    }
  }

  /** All of the trie was once passed anew for each node: 32,000 bases were tried for one. */
  @Test
  void triesFewBasesForANode() {
    SplittableRandom random = new SplittableRandom(1);
    TreeSet<byte[]> strings = new TreeSet<>(Arrays::compareUnsigned);
    for (int i = 0; i < 20_000; i++) {
      strings.add(word(random));
    }
    byte[][] sorted = strings.toArray(new byte[0][]);
    TokenTrie trie = new TokenTrie(sorted, IntStream.range(0, sorted.length).toArray());
    assertThat(trie.nodes()).isGreaterThan(50_000);
    assertThat(trie.tried()).isLessThan(32 * trie.nodes());
  }

  /** Letters that are the rarer the later they stand, so that few nodes have many children. */
  private static byte[] word(SplittableRandom random) {
    byte[] word = new byte[1 + random.nextInt(4) + random.nextInt(8)];
    for (int i = 0; i < word.length; i++) {
      double share = random.nextDouble();
      word[i] = (byte) (32 + (int) (share * share * share * (i == 0 ? 200 : 60)));
    }
    return word;
  }

  private static byte[] bytes(SplittableRandom random, int count, int letters) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(letters);
    }
    return bytes;
  }

  private static int naive(byte[][] strings, byte[] text, int from, int end) {
    int longest = TokenTrie.NONE;
    for (int i = 0; i < strings.length; i++) {
      int stop = from + strings[i].length;
      if (stop <= end
          && Arrays.equals(strings[i], 0, strings[i].length, text, from, stop)
          && (longest < 0 || strings[i].length > strings[longest].length)) {
        longest = i;
      }
    }
    return longest;
  }
}
