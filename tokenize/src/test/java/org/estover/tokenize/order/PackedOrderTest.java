package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PackedOrderTest {
  private static final List<String> WEIGHTS = List.of("1", "0.5", "2.5", "0", "3", "0.001", "1.75");

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everySequenceStandsAsOftenAsItsWeightSays(long seed) {
    PackedOrder order = randomOrder(new SplittableRandom(seed), seed);
    Map<String, Integer> counts = new HashMap<>();
    for (long position = 0; position < order.length(); position++) {
      Slot slot = order.slot(position);
      assertThat(slot.tokenStart()).isEqualTo(slot.sequence() * order.sequenceTokens());
      counts.merge(slot.source() + "/" + slot.sequence(), 1, Integer::sum);
    }
    long slots = 0;
    for (int s = 0; s < order.sources().size(); s++) {
      WeightedSource source = order.sources().get(s);
      double weight = Double.parseDouble(source.weight());
      long quota = order.slotCount(s);
      assertThat(quota).isEqualTo((long) Math.floor(weight * order.sequenceCount(s)));
      long seen = 0;
      for (long i = 0; i < order.sequenceCount(s); i++) {
        int count = counts.getOrDefault(source.name() + "/" + i, 0);
        assertThat(count).isBetween((int) Math.floor(weight), (int) Math.ceil(weight));
        seen += count;
      }
      assertThat(seen).isEqualTo(quota);
      slots += quota;
    }
    assertThat(order.length()).isEqualTo(slots);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void positionsInvertSlots(long seed) {
    PackedOrder order = randomOrder(new SplittableRandom(seed), seed);
    Map<String, List<Long>> expected = new HashMap<>();
    for (long position = 0; position < order.length(); position++) {
      Slot slot = order.slot(position);
      expected
          .computeIfAbsent(slot.sourceIndex() + "/" + slot.sequence(), k -> new ArrayList<>())
          .add(position);
    }
    for (int s = 0; s < order.sources().size(); s++) {
      for (long i = 0; i < order.sequenceCount(s); i++) {
        List<Long> positions = new ArrayList<>();
        for (long position : order.positions(s, i)) {
          positions.add(position);
        }
        assertThat(positions).isEqualTo(expected.getOrDefault(s + "/" + i, List.of()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theOrderInWhichSourcesAreNamedIsFree(long seed) {
    List<WeightedSource> sources = new ArrayList<>();
    for (String name : List.of("web", "Books", "código", "code", "𝔸", "\uFFFD")) {
      sources.add(new WeightedSource(name, 1000 + name.length(), "1.5"));
    }
    PackedOrder order = PackedOrder.of(seed, 16, sources);
    Collections.shuffle(sources, new Random(seed));
    PackedOrder other = PackedOrder.of(seed, 16, sources);
    assertThat(order.sources().stream().map(WeightedSource::name))
        .containsExactly("Books", "code", "código", "web", "\uFFFD", "𝔸");
    for (long position = 0; position < order.length(); position++) {
      assertThat(other.slot(position)).isEqualTo(order.slot(position));
    }
  }

  @Test
  void theTailIsWhatNoSequenceReads() {
    assertThat(tail(0)).isZero();
    assertThat(tail(1)).isEqualTo(1);
    assertThat(tail(10)).isEqualTo(10);
    assertThat(tail(11)).isZero();
    assertThat(tail(12)).isEqualTo(1);
    assertThat(tail(20)).isEqualTo(9);
    assertThat(tail(21)).isZero();
  }

  @Test
  void anEmptyReleaseHasNoPosition() {
    PackedOrder order = PackedOrder.of(1, 8, List.of(new WeightedSource("web", 3, "2")));
    assertThat(order.length()).isZero();
    assertThatThrownBy(() -> order.slot(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rejectsSourcesOfOneName() {
    WeightedSource web = new WeightedSource("web", 3, "2");
    assertThatThrownBy(() -> PackedOrder.of(1, 8, List.of(web, web)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web");
  }

  /** Computed by an independent transcription of FORMAT.md in another language. */
  @Test
  void theOrderNeverChanges() {
    PackedOrder order =
        PackedOrder.of(
            1234,
            4,
            List.of(new WeightedSource("web", 42, "1.5"), new WeightedSource("books", 21, "0.5")));
    List<String> slots = new ArrayList<>();
    for (long position = 0; position < order.length(); position++) {
      Slot slot = order.slot(position);
      slots.add(slot.source() + slot.copy() + "." + slot.sequence());
    }
    assertThat(String.join(" ", slots))
        .isEqualTo(
            "books0.2 web0.8 web0.2 web1.9 web1.6 web1.4 web0.3 web0.7"
                + " web0.4 web1.3 books0.3 web0.9 web0.5 web0.6 web0.0 web0.1 web1.8");
  }

  private static long tail(long tokens) {
    return PackedOrder.of(1, 10, List.of(new WeightedSource("s", tokens, "1"))).tailTokens(0);
  }

  private static PackedOrder randomOrder(SplittableRandom random, long seed) {
    List<WeightedSource> sources = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int s = 0; s < count; s++) {
      String weight = WEIGHTS.get(random.nextInt(WEIGHTS.size()));
      sources.add(new WeightedSource("source-" + s, random.nextInt(20_000), weight));
    }
    return PackedOrder.of(seed, 1 + random.nextInt(40), sources);
  }
}
