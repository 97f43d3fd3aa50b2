package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnchorExtractorTest {
  private static final SpanConfig CONFIG = SpanConfig.DEFAULT;

  /** Each window's least and leftmost gram, found afresh. */
  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void anchorsAreTheLeftmostLeastGramsOfTheWindows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      SpanConfig config = new SpanConfig(random.nextInt(1, 60));
      AnchorExtractor extractor = new AnchorExtractor(config);
      byte[] text = new byte[random.nextInt(300)];
      for (int at = 0; at < text.length; at++) {
        text[at] = (byte) random.nextInt(-128, 128);
      }
      List<Integer> expected = new ArrayList<>();
      for (int window = 0; window + config.minBytes() <= text.length; window++) {
        int least = window;
        for (int gram = window; gram < window + config.gramsPerWindow(); gram++) {
          if (extractor.grams().of(text, gram) < extractor.grams().of(text, least)) {
            least = gram;
          }
        }
        if (expected.isEmpty() || expected.get(expected.size() - 1) != least) {
          expected.add(least);
        }
      }
      Seen seen = new Seen();
      extractor.extract(text, seen);
      if (seen.periodic == 0) {
        assertThat(seen.offsets).isEqualTo(expected);
      } else {
        assertThat(expected).containsAll(seen.offsets);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 50})
  void periodicTextNeedsFewAnchors(int period) {
    byte[] text = new byte[200_000];
    byte[] unit = new byte[period];
    new java.util.Random(period).nextBytes(unit);
    for (int at = 0; at < text.length; at++) {
      text[at] = unit[at % period];
    }
    Seen seen = new Seen();
    new AnchorExtractor(CONFIG).extract(text, seen);
    assertThat(seen.offsets.size()).isLessThan(3 * CONFIG.minBytes());
    assertThat(seen.periodic).isGreaterThan(text.length - 5 * CONFIG.minBytes());
  }

  @Test
  void shortTextsHaveNoAnchor() {
    Seen seen = new Seen();
    AnchorExtractor extractor = new AnchorExtractor(CONFIG);
    extractor.extract(new byte[0], seen);
    extractor.extract(new byte[99], seen);
    assertThat(seen.offsets).isEmpty();
    extractor.extract(new byte[100], seen);
    assertThat(seen.offsets).containsExactly(0);
  }

  @Test
  void commonTextHasOneAnchorPerHalfDozenAndTwentyBytes() {
    byte[] text = new byte[1_000_000];
    new java.util.Random(3).nextBytes(text);
    Seen seen = new Seen();
    new AnchorExtractor(CONFIG).extract(text, seen);
    assertThat(seen.offsets.size()).isBetween(text.length / 27, text.length / 25);
  }

  /** Grams whose hashes rise or fall without end are the worst for a sliding minimum. */
  @Test
  void risingHashesAreScannedInLinearTime() {
    byte[] text = new byte[64];
    Arrays.setAll(new int[text.length], at -> text[at] = (byte) at);
    SpanConfig config = new SpanConfig(16);
    AnchorExtractor extractor = new AnchorExtractor(config, new GramHash(8, 1));
    Seen seen = new Seen();
    extractor.extract(text, seen);
    assertThat(seen.offsets).hasSize(text.length - config.minBytes() + 1);
  }

  private static final class Seen implements AnchorSink {
    final List<Integer> offsets = new ArrayList<>();
    int periodic;

    @Override
    public void anchor(long hash, int offset) {
      offsets.add(offset);
    }

    @Override
    public void periodic(int first, int last, int period) {
      periodic += last - first + 1;
    }
  }
}
