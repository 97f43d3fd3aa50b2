package org.estover.crawl.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordsTest {
  @TempDir private Path folder;

  /**
   * Words of all sizes around those that an entry of the table has room for, alike but for one
   * byte.
   */
  private static List<String> alike() {
    List<String> words = new ArrayList<>();
    for (int size = 1; size <= 40; size++) {
      words.add("a".repeat(size));
      for (int at = 0; at < size; at++) {
        words.add("a".repeat(at) + "b" + "a".repeat(size - at - 1));
      }
    }
    return words;
  }

  private Words read(List<String> entries) throws IOException {
    ByteBuffer dictionary = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    dictionary.putInt(entries.size() + 1).putInt(entries.size()).putInt(1).putLong(1).putLong(-1);
    for (String word : entries) {
      dictionary.put(word.getBytes(UTF_8)).put((byte) 0).putLong(1).put((byte) 0);
    }
    dictionary.put("__label__x".getBytes(UTF_8)).put((byte) 0).putLong(1).put((byte) 1);
    Path file = folder.resolve("dictionary");
    Files.write(file, Arrays.copyOf(dictionary.array(), dictionary.position()));
    try (ModelInput in = new ModelInput(file)) {
      return Words.read(in);
    }
  }

  @Test
  void wordsAreToldApartByAnyByteWhereverTheyStand() throws IOException {
    List<String> all = alike();
    // Every second one is known.
    List<String> known = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      known.add(all.get(i));
    }
    Words words = read(known);
    // The last word of a text ends with its array, and the first one does not begin there.
    for (int i = 0; i < all.size(); i++) {
      byte[] alone = all.get(i).getBytes(UTF_8);
      byte[] within = ("a" + all.get(i) + "aaaaaaaaaaaaaaaaaaaa").getBytes(UTF_8);
      int hash = Words.hash(alone, 0, alone.length);
      int expected = i % 2 == 0 ? i / 2 : -1;
      assertThat(words.find(hash, alone, 0, alone.length)).as(all.get(i)).isEqualTo(expected);
      assertThat(words.find(hash, within, 1, 1 + alone.length)).isEqualTo(expected);
    }
  }

  @Test
  void aBatchFindsWhatIsFoundOneByOne() throws IOException {
    List<String> all = alike();
    Words words = read(all.subList(0, all.size() / 2));
    byte[] text = String.join(" ", all).getBytes(UTF_8);
    WordBatch batch = new WordBatch();
    int looked = 0;
    int at = 0;
    for (String word : all) {
      int end = at + word.length();
      batch.add(Words.hash(text, at, end), at, end);
      at = end + 1;
      if (batch.isFull() || end == text.length) {
        words.find(batch, text);
        for (int i = 0; i < batch.count(); i++) {
          int number = words.find(batch.hashes[i], text, batch.begins[i], batch.ends[i]);
          assertThat(batch.numbers[i]).isEqualTo(number).isEqualTo(known(looked++, all.size() / 2));
        }
        batch.clear();
      }
    }
    assertThat(looked).isEqualTo(all.size());
  }

  private static int known(int place, int count) {
    return place < count ? place : -1;
  }
}
