package org.estover.dedupe.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParagraphBloomTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void laterCopiesGoInTheOrderOfDocuments(long seed) {
    List<String> documents = ParagraphTexts.documents(new SplittableRandom(seed), 300);
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(3_000, 1e-9));
    FirstParagraphs exact = new FirstParagraphs(1);
    for (int i = 0; i < documents.size(); i++) {
      exact.offer(i, documents.get(i));
    }
    for (int i = 0; i < documents.size(); i++) {
      assertThat(bloom.cuts(documents.get(i), new Paragraphs(1)).cut(documents.get(i)))
          .isEqualTo(exact.cuts(i, documents.get(i)).cut(documents.get(i)));
    }
  }

  /** Defect 9: a second update per paragraph found each paragraph to be its own copy. */
  @Test
  void everyParagraphIsAddedOnceAndNoUniqueOneGoes() {
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(1_000, 1e-9));
    long compared = 0;
    for (int i = 0; i < 300; i++) {
      ParagraphCuts cuts =
          bloom.cuts(
              "first of " + i + "\n\nsecond of " + i + "\nsecond of " + i, new Paragraphs(1));
      assertThat(cuts.removed()).isOne();
      assertThat(cuts.charStart(0)).isEqualTo(("first of \n\nsecond of \n" + i + i).length());
      compared += cuts.compared();
    }
    assertThat(bloom.added()).isEqualTo(compared).isEqualTo(900);
  }

  @ParameterizedTest
  @CsvSource({"20000, 0.01", "20000, 0.001", "5000, 0.0001", "300000, 0.001"})
  void falsePositivesAreAsRareAsAskedFor(int keys, double chance) {
    SplittableRandom random = new SplittableRandom(keys);
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(keys, chance));
    for (int i = 0; i < keys; i++) {
      bloom.add(random.nextLong(), random.nextLong());
    }
    int asked = 1_000_000;
    int wrong = 0;
    for (int i = 0; i < asked; i++) {
      wrong += bloom.mightContain(random.nextLong(), random.nextLong()) ? 1 : 0;
    }
    double expected = asked * chance;
    double error = 5 * Math.sqrt(expected);
    assertThat((double) wrong).isBetween(0.85 * expected - error, expected + error);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "1000, 1e-5", "10970740, 1e-5", "2000000000, 1e-5", "20000000000, 1e-9"})
  void theSmallestShapeThatSufficesIsChosen(long keys, double chance) {
    BloomSize size = BloomSize.of(keys, chance);
    assertThat(size.falsePositives(keys)).isLessThanOrEqualTo(chance);
    if (size.blocks() > 1) {
      BloomSize smaller = new BloomSize(size.blocks() - 1, size.hashes());
      assertThat(smaller.falsePositives(keys)).isGreaterThan(chance);
    }
    double plain = -keys * Math.log(chance) / (Math.log(2) * Math.log(2));
    assertThat((double) size.bits()).isBetween(Math.min(plain, 512), 2 * plain + 512);
  }

  /** Defect 4: a hash of 31 bits reached 256 MiB only, however large the filter. */
  @Test
  void aFilterBeyondTwoToThe31BitsIsSizedAndUsedWhole() {
    BloomSize size = BloomSize.of(2_000_000_000L, 1e-5);
    assertThat(size.bits()).isGreaterThan(25L * 2_000_000_000L);
    assertThat(size.hashes()).isBetween(10, 20);
    SplittableRandom random = new SplittableRandom(31);
    int parts = 64;
    int[] keysIn = new int[parts];
    ParagraphBloom bloom = new ParagraphBloom(size);
    Set<Long> blocks = new HashSet<>();
    for (int i = 0; i < 64 * parts; i++) {
      long high = random.nextLong();
      long low = random.nextLong();
      long block = BloomBlock.of(high, size);
      assertThat(block).isBetween(0L, size.blocks() - 1);
      blocks.add(block);
      keysIn[(int) (block * parts / size.blocks())]++;
      if (i < 256) {
        assertThat(bloom.add(high, low)).isTrue();
        assertThat(bloom.add(high, low)).isFalse();
      }
    }
    assertThat(blocks).hasSizeGreaterThan(64 * parts - 10);
    for (int keys : keysIn) {
      assertThat(keys).isBetween(20, 110);
    }
    assertThat(BloomBlock.of(-1, size)).isEqualTo(size.blocks() - 1);
    assertThat(BloomBlock.of(0, size)).isZero();
  }

  @Test
  void theFileIsTheSameInWhateverOrderParagraphsCome() throws IOException {
    List<String> documents = ParagraphTexts.documents(new SplittableRandom(5), 400);
    BloomSize size = BloomSize.of(2_000, 0.01);
    byte[] expected = file(documents, size);
    assertThat(expected).startsWith("ESTBLOOM".getBytes(StandardCharsets.US_ASCII));
    assertThat(file(documents, size)).isEqualTo(expected);
    Collections.shuffle(documents, new Random(6));
    assertThat(file(documents, size)).isEqualTo(expected);
    documents.remove(0);
    assertThat(file(documents, size)).isNotEqualTo(expected);
  }

  @Test
  void aFilterReadAgainGoesOnAsBefore() throws IOException {
    ParagraphBloom bloom = new ParagraphBloom(new BloomSize(3_000, 9));
    bloom.cuts("one\ntwo\nthree", new Paragraphs(1));
    Path file = folder.resolve("filter");
    bloom.write(file);
    assertThat(Files.size(file)).isEqualTo(64 + 3_000 * 64);
    assertThat(folder)
        .isDirectoryContaining("glob:**filter")
        .isDirectoryNotContaining("glob:**draft");
    ParagraphBloom read = ParagraphBloom.read(file);
    assertThat(read.size()).isEqualTo(bloom.size());
    assertThat(read.added()).isEqualTo(3);
    assertThat(read.cuts("two\nfour\none", new Paragraphs(1)).cut("two\nfour\none"))
        .isEqualTo("four\n");
  }

  @Test
  void everyDamagedByteIsFound() throws IOException {
    ParagraphBloom bloom = new ParagraphBloom(new BloomSize(4, 9));
    bloom.cuts("one\ntwo\nthree", new Paragraphs(1));
    Path file = folder.resolve("filter");
    bloom.write(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> ParagraphBloom.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString());
      bytes[at] ^= 1;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 63, 64, 319})
  void aFileCutShortIsFound(int size) throws IOException {
    Path file = folder.resolve("filter");
    new ParagraphBloom(new BloomSize(4, 9)).write(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    assertThatThrownBy(() -> ParagraphBloom.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(size + " bytes, expected");
  }

  @Test
  void anotherFormatsVersionIsNamed() throws IOException {
    Path file = folder.resolve("filter");
    new ParagraphBloom(new BloomSize(4, 9)).write(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2);
    Files.write(file, bytes);
    assertThatThrownBy(() -> ParagraphBloom.read(file))
        .hasMessageContaining("format version 2, and this program reads version 1");
  }

  @Test
  void rejectsShapesThatCannotBe() {
    assertThatThrownBy(() -> BloomSize.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BloomSize.of(-1, 0.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BloomSize.of(Long.MAX_VALUE, 1e-5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BloomSize(0, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BloomSize(1, 25)).isInstanceOf(IllegalArgumentException.class);
  }

  private byte[] file(List<String> documents, BloomSize size) throws IOException {
    ParagraphBloom bloom = new ParagraphBloom(size);
    Paragraphs paragraphs = new Paragraphs(1);
    documents.forEach(document -> bloom.cuts(document, paragraphs));
    Path file = folder.resolve("filter");
    bloom.write(file);
    return Files.readAllBytes(file);
  }
}
