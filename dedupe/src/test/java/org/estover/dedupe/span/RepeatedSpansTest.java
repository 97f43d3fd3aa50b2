package org.estover.dedupe.span;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RepeatedSpansTest {
  private static final int CORPORA_PER_SEED = 150;

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void equalsTheDefinition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CORPORA_PER_SEED; i++) {
      List<byte[]> documents = Corpora.random(random);
      SpanConfig config = new SpanConfig(random.nextInt(1, 41));
      assertEqualsDefinition(documents, config, new RepeatedSpans(config));
    }
  }

  /** Sums of bytes as gram hashes, and one hash for all ranges: whatever collides, bytes decide. */
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void noCollisionChangesTheResult(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < CORPORA_PER_SEED; i++) {
      List<byte[]> documents = Corpora.random(random);
      SpanConfig config = new SpanConfig(random.nextInt(1, 41));
      GramHash weak = new GramHash(config.gramBytes(), random.nextInt(0, 3));
      EqualRanges colliding = new EqualRanges((bytes, start, size) -> bytes[start] & 1);
      RepeatedSpans spans =
          new RepeatedSpans(
              config,
              new AnchorExtractor(config, weak),
              new GroupVerifier(config, weak, colliding));
      assertEqualsDefinition(documents, config, spans);
    }
  }

  private static void assertEqualsDefinition(
      List<byte[]> documents, SpanConfig config, RepeatedSpans spans) {
    byte[] text = Corpora.joined(documents, Corpora.TWO_LINE_FEEDS);
    for (SpanMode mode : SpanMode.values()) {
      BitSet within = SlowSpans.marked(documents, config.minBytes(), mode);
      BitSet across = SlowSpans.marked(List.of(text), config.minBytes(), mode);
      WindowMarks marks = spans.find(Corpus.documents(documents));
      assertThat(Corpora.bits(marks, mode)).as("%s %s", mode, config).isEqualTo(within);
      assertThat(marks.bytes(mode)).isEqualTo(within.cardinality());
      for (int mostBytes : new int[] {1 << 20, 1, 64}) {
        Corpus corpus = Corpus.concatenated(documents, Corpora.TWO_LINE_FEEDS, config, mostBytes);
        assertThat(Corpora.bits(spans.find(corpus), mode))
            .as("%s %s in texts of %d bytes", mode, config, mostBytes)
            .isEqualTo(across);
      }
    }
  }

  @Test
  void keepsTheFirstOfTwoPassages() {
    String passage = "It is a truth universally acknowledged, that a single man ";
    List<byte[]> documents =
        List.of(bytes("first: " + passage + "one"), bytes(passage + "two"), bytes("another"));
    WindowMarks marks = new RepeatedSpans(new SpanConfig(30)).find(Corpus.documents(documents));
    int start = documents.get(0).length;
    List<String> ranges = new ArrayList<>();
    marks.forEachRange(SpanMode.KEEP_ONE, (from, to) -> ranges.add(from + "-" + to));
    assertThat(ranges).containsExactly(start + "-" + (start + passage.length()));
    assertThat(marks.bytes(SpanMode.REMOVE_ALL)).isEqualTo(2L * passage.length());
  }

  @Test
  void ofAPassageThatRepeatsItselfTheUnitStays() {
    byte[] dashes = new byte[1000];
    Arrays.fill(dashes, (byte) '-');
    byte[] lines = bytes("A line that is said again and again.\n".repeat(50));
    RepeatedSpans spans = new RepeatedSpans(SpanConfig.DEFAULT);
    WindowMarks marks = spans.find(Corpus.documents(List.of(dashes, lines)));
    List<String> ranges = new ArrayList<>();
    marks.forEachRange(SpanMode.KEEP_ONE, (from, to) -> ranges.add(from + "-" + to));
    assertThat(ranges).containsExactly("1-1000", "1037-2850");
    assertThat(marks.bytes(SpanMode.REMOVE_ALL)).isEqualTo(2850);
  }

  @ParameterizedTest
  @EnumSource(SpanMode.class)
  void noDocumentsMarkNothing(SpanMode mode) {
    RepeatedSpans spans = new RepeatedSpans(SpanConfig.DEFAULT);
    assertThat(spans.find(Corpus.documents(List.of())).bytes(mode)).isZero();
    assertThat(spans.find(Corpus.documents(List.of(new byte[0]))).bytes(mode)).isZero();
    Corpus empty = Corpus.concatenated(List.of(), new byte[0], SpanConfig.DEFAULT);
    assertThat(spans.find(empty).bytes(mode)).isZero();
  }

  @Test
  void ofManyEqualDocumentsTheFirstStays() {
    byte[] document = new byte[300];
    new java.util.Random(7).nextBytes(document);
    int copies = 100_000;
    long[] compared = {0};
    EqualRanges counting = counting(compared);
    AnchorExtractor extractor = new AnchorExtractor(SpanConfig.DEFAULT);
    GroupVerifier verifier = new GroupVerifier(SpanConfig.DEFAULT, extractor.grams(), counting);
    WindowMarks marks =
        new RepeatedSpans(SpanConfig.DEFAULT, extractor, verifier)
            .find(Corpus.documents(Collections.nCopies(copies, document)));
    assertThat(marks.bytes(SpanMode.KEEP_ONE)).isEqualTo(300L * (copies - 1));
    assertThat(marks.bytes(SpanMode.REMOVE_ALL)).isEqualTo(300L * copies);
    // Once per anchor: an eighth of the bytes would be far too many.
    assertThat(compared[0]).isLessThan(300L * copies / 8);
  }

  /**
   * A word of Thue and Morse and its opposite have one hash in every odd base modulo 2^64: here all
   * anchors collide, and the work stays in proportion to the text.
   */
  @Test
  void craftedCollisionsCostLinearTime() {
    SpanConfig config = new SpanConfig(4096);
    GramHash grams = new AnchorExtractor(config).grams();
    assertThat(grams.size()).isEqualTo(2048);
    byte[] word = thueMorse(2048, 'a', 'b');
    byte[] opposite = thueMorse(2048, 'b', 'a');
    assertThat(grams.of(word, 0)).isEqualTo(grams.of(opposite, 0));
    long half = comparedInWords(config, word, opposite, 200);
    long whole = comparedInWords(config, word, opposite, 400);
    assertThat(half).isPositive();
    assertThat((double) whole / half).isLessThan(2.2);
  }

  private static long comparedInWords(SpanConfig config, byte[] word, byte[] opposite, int words) {
    SplittableRandom random = new SplittableRandom(11);
    byte[] text = new byte[words * word.length];
    for (int i = 0; i < words; i++) {
      byte[] chosen = random.nextBoolean() ? word : opposite;
      System.arraycopy(chosen, 0, text, i * word.length, word.length);
    }
    long[] compared = {0};
    AnchorExtractor extractor = new AnchorExtractor(config);
    GroupVerifier verifier = new GroupVerifier(config, extractor.grams(), counting(compared));
    new RepeatedSpans(config, extractor, verifier).find(Corpus.documents(List.of(text)));
    return compared[0];
  }

  private static EqualRanges counting(long[] compared) {
    return new EqualRanges(
        (bytes, start, size) -> {
          compared[0]++;
          return Hashing.xxh3_64().hashBytesToLong(bytes, start, size);
        });
  }

  private static byte[] thueMorse(int size, char zero, char one) {
    byte[] word = new byte[size];
    for (int at = 0; at < size; at++) {
      word[at] = (byte) (Integer.bitCount(at) % 2 == 0 ? zero : one);
    }
    return word;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
