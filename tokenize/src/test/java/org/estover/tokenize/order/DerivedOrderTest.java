package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DerivedOrderTest {
  private static final List<String> WEIGHTS = List.of("1", "0.5", "2", "1.5", "0.01", "0.9");

  private static final PackedOrder TWO_SOURCES =
      PackedOrder.of(
          1,
          10,
          List.of(
              new WeightedSource("books", 1001, "1.5"), new WeightedSource("web", 1001, "0.5")));

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void holesAreFilledFromTheReserveAndNothingElseMoves(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int made = 0;
    for (int round = 0; round < 30; round++) {
      PackedOrder parent = randomOrder(random);
      long length = (long) (parent.length() * (0.5 + random.nextDouble() / 2));
      List<RemovedTokens> removed = randomRemovals(random, parent);
      DerivedOrder order;
      try {
        order = DerivedOrder.without(parent, "rel_a", length, removed);
      } catch (OrderException e) {
        assertThat(e).hasMessageContaining("nothing was written");
        assertThat(reserveSuffices(parent, length, removed)).isFalse();
        continue;
      }
      made++;
      assertThat(reserveSuffices(parent, length, removed)).isTrue();
      assertSequences(order, parent, length, removed);
      assertBothWays(order);
      Path file = folder.resolve("derived");
      order.write(file);
      DerivedOrder read = DerivedOrder.read(file, parent, "rel_a");
      assertThat(read.length()).isEqualTo(length);
      assertThat(read.id()).isEqualTo(order.id());
      assertThat(read.holes()).isEqualTo(order.holes());
      for (long position : order.holes()) {
        assertThat(read.slot(position)).isEqualTo(order.slot(position));
      }
    }
    assertThat(made).isPositive();
  }

  private static void assertSequences(
      DerivedOrder order, PackedOrder parent, long length, List<RemovedTokens> removed) {
    Set<Slot> fillings = new HashSet<>();
    Set<Long> holes = new HashSet<>();
    for (long hole : order.holes()) {
      holes.add(hole);
    }
    Set<Slot> trained = new HashSet<>();
    for (long position = 0; position < length; position++) {
      trained.add(parent.slot(position));
    }
    for (long position = 0; position < length; position++) {
      Slot before = parent.slot(position);
      Slot after = order.slot(position);
      assertThat(touches(parent, after, removed)).isFalse();
      assertThat(holes.contains(position)).isEqualTo(touches(parent, before, removed));
      if (holes.contains(position)) {
        assertThat(after.source()).isEqualTo(before.source());
        assertThat(trained).doesNotContain(after);
        assertThat(fillings.add(after)).isTrue();
      } else {
        assertThat(after).isEqualTo(before);
      }
    }
    assertThat(order.length()).isEqualTo(length);
  }

  /** Sources are dropped here as a whole, and documents of the others as well. */
  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void holesOfDroppedSourcesAreFilledFromTheFirstOfAllOthers(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int made = 0;
    int refused = 0;
    for (int round = 0; round < 60; round++) {
      PackedOrder parent = randomOrder(random);
      long length = (long) (parent.length() * (0.1 + random.nextDouble() * 0.9));
      List<RemovedTokens> removed = randomRemovals(random, parent);
      for (int source = 0; source < parent.sources().size(); source++) {
        if (random.nextInt(3) == 0) {
          removed.add(new RemovedTokens(source, 0, parent.sources().get(source).tokens()));
        }
      }
      Optional<List<Slot>> expected = SlowDerivedOrder.without(parent, length, removed);
      if (expected.isEmpty()) {
        refused++;
        assertThatThrownBy(() -> DerivedOrder.without(parent, "rel_a", length, removed))
            .isInstanceOf(OrderException.class)
            .hasMessageContaining("nothing was written");
        continue;
      }
      DerivedOrder order = DerivedOrder.without(parent, "rel_a", length, removed);
      for (long position = 0; position < length; position++) {
        assertThat(order.slot(position)).isEqualTo(expected.get().get((int) position));
        assertThat(touches(parent, order.slot(position), removed)).isFalse();
        if (!touches(parent, parent.slot(position), removed)) {
          assertThat(order.slot(position)).isEqualTo(parent.slot(position));
        }
      }
      assertBothWays(order);
      Path file = folder.resolve("derived");
      order.write(file);
      assertThat(DerivedOrder.read(file, parent, "rel_a").id()).isEqualTo(order.id());
      made++;
    }
    assertThat(made).isPositive();
    assertThat(refused).isPositive();
  }

  /** Each of these files is well formed; books are dropped in the order that it was made from. */
  @Test
  void fillingsOfOtherSourcesNeedADroppedOne() throws IOException {
    PackedOrder parent = TWO_SOURCES;
    DerivedOrder order =
        DerivedOrder.without(parent, "rel_a", 50, List.of(new RemovedTokens(0, 0, 1001)));
    order.write(folder.resolve("derived"));
    List<String> lines = Files.readAllLines(folder.resolve("derived"));
    assertThat(lines).hasSizeGreaterThan(10).allMatch(line -> !line.matches("[0-9]+ 0 .*"));
    List<String> oneKept = new ArrayList<>(lines.subList(0, lines.size() - 1));
    oneKept.set(0, lines.get(0).replaceAll("[0-9]+$", String.valueOf(lines.size() - 2)));
    String first = oneKept.get(1);
    refused(oneKept, 1, first, ":2: expected ");
    String hole = lines.get(3).split(" ", 2)[0];
    Slot book = null;
    for (long position = 50; book == null; position++) {
      Slot slot = parent.slot(position);
      book = slot.sourceIndex() == 0 ? slot : null;
    }
    String own = hole + " 0 " + book.copy() + " " + book.sequence();
    refused(lines, 3, own, ":4: expected ");
    refused(lines, 3, hole + " " + lines.get(2).split(" ", 2)[1], ":4: expected a later one of");
    refused(lines, 2, lines.get(2).split(" ", 2)[0] + " " + lines.get(3).split(" ", 2)[1], ":4: ");
    String unused = " 1 0 " + parent.unused(1, 0);
    refused(lines, 1, lines.get(1).split(" ", 2)[0] + unused, ":3: expected a later one of the");
  }

  /** A hole of a source that stays does not take one that a dropped source's hole passed. */
  @Test
  void nothingIsTakenThatADroppedSourcePassed() throws IOException {
    PackedOrder parent =
        PackedOrder.of(
            3,
            10,
            List.of(
                new WeightedSource("books", 1001, "1"),
                new WeightedSource("code", 1001, "1"),
                new WeightedSource("web", 1001, "1")));
    DerivedOrder order =
        DerivedOrder.without(
            parent,
            "rel_a",
            60,
            List.of(new RemovedTokens(0, 0, 1001), new RemovedTokens(1, 0, 300)));
    order.write(folder.resolve("derived"));
    List<String> lines = Files.readAllLines(folder.resolve("derived"));
    int changed = 0;
    for (int i = 1; i < lines.size() - 1; i++) {
      String[] words = lines.get(i).split(" ", -1);
      if (parent.slot(Long.parseLong(words[0])).sourceIndex() == 0) {
        long last = parent.length() - 1;
        while (parent.slot(last).sourceIndex() != 2) {
          last--;
        }
        Slot late = parent.slot(last);
        List<String> other = new ArrayList<>(lines);
        other.set(i, words[0] + " 2 " + late.copy() + " " + late.sequence());
        Path file = folder.resolve("other");
        Files.write(file, other);
        assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
            .isInstanceOf(CorruptOrderException.class)
            .hasMessageContaining("other:" + (i + 2) + ": expected a later one of the reserve of");
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(5);
  }

  @Test
  void anExhaustedReserveOfTheOthersIsAnErrorToo() {
    List<RemovedTokens> books = List.of(new RemovedTokens(0, 0, 1001));
    assertThatThrownBy(() -> DerivedOrder.without(TWO_SOURCES, "rel_a", 200, books))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("source books is dropped, as no sequence of it is left")
        .hasMessageContaining("lost 150 sequences of the order, and the reserve of the other")
        .hasMessageContaining("sources has 50 for them")
        .hasMessageContaining("train on fewer steps");
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void lostInputsAreThoseOfEveryPosition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      PackedOrder parent = randomOrder(random);
      long length = random.nextLong(parent.length() + 1);
      for (RemovedTokens removed : randomRemovals(random, parent)) {
        long expected = 0;
        for (long position = 0; position < length; position++) {
          Slot slot = parent.slot(position);
          if (slot.sourceIndex() == removed.sourceIndex()) {
            long end = slot.tokenStart() + parent.sequenceTokens();
            long from = Math.max(removed.from(), slot.tokenStart());
            expected += Math.max(0, Math.min(removed.end(), end) - from);
          }
        }
        assertThat(removed.inputs(parent, length)).isEqualTo(expected);
      }
    }
  }

  private static void assertBothWays(DerivedOrder order) {
    Map<String, List<Long>> positions = new HashMap<>();
    for (long position = 0; position < order.length(); position++) {
      Slot slot = order.slot(position);
      positions
          .computeIfAbsent(slot.sourceIndex() + " " + slot.sequence(), key -> new ArrayList<>())
          .add(position);
    }
    for (int source = 0; source < order.parent().sources().size(); source++) {
      for (long i = 0; i < order.parent().sequenceCount(source); i++) {
        assertThat(order.positions(source, i))
            .containsExactly(
                positions.getOrDefault(source + " " + i, List.of()).stream()
                    .mapToLong(Long::longValue)
                    .toArray());
      }
    }
  }

  /** Counts hole and reserve the long way. */
  private static boolean reserveSuffices(
      PackedOrder parent, long length, List<RemovedTokens> removed) {
    for (int source = 0; source < parent.sources().size(); source++) {
      long holes = 0;
      long reserve = 0;
      Set<Long> standing = new HashSet<>();
      for (long position = 0; position < parent.length(); position++) {
        Slot slot = parent.slot(position);
        if (slot.sourceIndex() == source) {
          standing.add(slot.sequence());
          boolean touched = touches(parent, slot, removed);
          holes += position < length && touched ? 1 : 0;
          reserve += position >= length && !touched ? 1 : 0;
        }
      }
      for (long i = 0; i < parent.sequenceCount(source); i++) {
        Slot slot = new Slot(source, "", 0, i, i * parent.sequenceTokens());
        reserve += standing.contains(i) || touches(parent, slot, removed) ? 0 : 1;
      }
      if (reserve < holes) {
        return false;
      }
    }
    return true;
  }

  private static boolean touches(PackedOrder parent, Slot slot, List<RemovedTokens> removed) {
    long first = slot.tokenStart();
    long last = first + parent.sequenceTokens();
    return removed.stream()
        .filter(tokens -> tokens.sourceIndex() == slot.sourceIndex())
        .anyMatch(
            tokens ->
                tokens.from() <= last && tokens.end() > first && tokens.end() > tokens.from());
  }

  private static List<RemovedTokens> randomRemovals(SplittableRandom random, PackedOrder parent) {
    List<RemovedTokens> removed = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      int source = random.nextInt(parent.sources().size());
      long tokens = parent.sources().get(source).tokens();
      long from = random.nextLong(tokens + 1);
      removed.add(new RemovedTokens(source, from, Math.min(tokens, from + random.nextInt(60))));
    }
    return removed;
  }

  private static PackedOrder randomOrder(SplittableRandom random) {
    List<WeightedSource> sources = new ArrayList<>();
    for (int s = 1 + random.nextInt(4); s > 0; s--) {
      String weight = WEIGHTS.get(random.nextInt(WEIGHTS.size()));
      sources.add(new WeightedSource("source-" + s, 500 + random.nextInt(3000), weight));
    }
    return PackedOrder.of(random.nextLong(), 1 + random.nextInt(30), sources);
  }

  @Test
  void anExhaustedReserveIsAnErrorWithItsSource() {
    PackedOrder parent = PackedOrder.of(1, 10, List.of(new WeightedSource("web", 1001, "1")));
    assertThatThrownBy(
            () -> DerivedOrder.without(parent, "rel_a", 98, List.of(new RemovedTokens(0, 0, 100))))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("source web lost ")
        .hasMessageContaining("its reserve has");
  }

  /** The weight leaves half of the sequences out, which suffice where every position is trained. */
  @Test
  void whatAWeightLeavesOutIsReserve() throws OrderException {
    PackedOrder parent = PackedOrder.of(1, 10, List.of(new WeightedSource("web", 1001, "0.5")));
    DerivedOrder order =
        DerivedOrder.without(
            parent, "rel_a", parent.length(), List.of(new RemovedTokens(0, 0, 300)));
    assertThat(order.holes()).hasSizeBetween(8, 22);
    for (long position = 0; position < order.length(); position++) {
      assertThat(order.slot(position).tokenStart()).isGreaterThanOrEqualTo(300);
    }
  }

  @Test
  void damageAndOtherReleasesAreNamed() throws IOException {
    PackedOrder parent = PackedOrder.of(1, 10, List.of(new WeightedSource("web", 1001, "0.5")));
    DerivedOrder order =
        DerivedOrder.without(
            parent, "rel_a", parent.length(), List.of(new RemovedTokens(0, 0, 200)));
    Path file = folder.resolve("derived");
    order.write(file);
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_b"))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("made for rel_a, expected rel_b");
    List<String> lines = Files.readAllLines(file);
    for (String wrong : List.of("", "x", "1 2", "99999 0 0 1", "0 9 0 1", "0 0 0 100")) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(lines.size() - 1, wrong);
      Files.write(file, changed);
      assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
          .isInstanceOf(CorruptOrderException.class)
          .hasMessageContaining(file + ":" + lines.size() + ": expected");
    }
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining(
            file + ":" + lines.size() + ": expected POSITION SOURCE COPY SEQUENCE, found the end");
    Files.write(file, List.of());
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining("found the end of the file");
  }

  /** The first line's numbers are believed by nobody, and a long line is not shown whole. */
  @Test
  void filesThatClaimMuchNeedNoMemory() throws IOException {
    PackedOrder parent =
        PackedOrder.of(1, 1, List.of(new WeightedSource("web", 2_000_000_000L, "1")));
    Path file = folder.resolve("derived");
    Files.writeString(file, DerivedOrder.NAME + " rel_a 999999999 999999999\n");
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining("found the end of the file");
    Files.writeString(file, DerivedOrder.NAME + " rel_a 5 1\n" + "7".repeat(100_000));
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    Files.writeString(file, DerivedOrder.NAME + " rel_a 5 0\n1 0 0 1\n");
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining(file + ":2: expected the end of the file, found \"1 0 0 1\"");
  }

  /** Damage is another thing than a name that was mistaken. */
  @Test
  void filesThatAreNoDerivedOrderAreMistakes() throws IOException {
    Path file = folder.resolve("derived");
    for (String other : List.of("{\"content\":" + "1".repeat(100_000), "estover.derived.v2 a\n")) {
      Files.writeString(file, other);
      assertThatThrownBy(() -> DerivedOrder.read(file, TWO_SOURCES, "rel_a"))
          .isInstanceOf(OrderException.class)
          .hasMessageContaining("no derived order of this version")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }
    assertThatThrownBy(() -> DerivedOrder.read(folder, TWO_SOURCES, "rel_a"))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining("a folder, expected a file");
  }

  /** Each of these files is well formed, and no order that a removal leads to. */
  @Test
  void fillingsThatAreNoReserveAreNamed() throws IOException {
    PackedOrder parent = TWO_SOURCES;
    DerivedOrder order =
        DerivedOrder.without(
            parent,
            "rel_a",
            150,
            List.of(new RemovedTokens(0, 0, 50), new RemovedTokens(1, 0, 300)));
    Path file = folder.resolve("derived");
    order.write(file);
    List<String> lines = Files.readAllLines(file);
    int book = line(lines, 0);
    int web = line(lines, 1);
    String hole = lines.get(web).split(" ", -1)[0];
    String other = lines.get(book).split(" ", -1)[0];
    long last = parent.length() - 1;
    while (parent.slot(last).sourceIndex() != 0) {
      last--;
    }
    Slot late = parent.slot(last);
    refused(lines, web, hole + " 0 " + late.copy() + " " + late.sequence(), "of source web");
    refused(lines, book, other + " 0 7 " + late.sequence(), "a later one of the reserve");
    refused(lines, book, other + " 0 0 " + trained(parent, order, 0), "a later one of the reserve");
    refused(lines, web, hole + " 1 1 " + order.slot(Long.parseLong(hole)).sequence(), "reserve");
    long lost = parent.slot(Long.parseLong(hole)).sequence();
    refused(lines, web, hole + " 1 0 " + lost, "stands nowhere any more");
    int next = web + 1 + line(lines.subList(web + 1, lines.size()), 1);
    String second = lines.get(next).split(" ", 2)[0] + " " + lines.get(web).split(" ", 2)[1];
    refused(lines, next, second, "a later one of the reserve of source web");
    Files.write(file, withoutOneOfTwoHoles(lines, parent));
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining("of source books, stands nowhere any more");
    Files.writeString(file, String.join("\n", lines));
    assertThatThrownBy(() -> DerivedOrder.read(file, parent, "rel_a"))
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining("without a line feed");
  }

  /** The lines less one of those whose sequence stood at two positions. */
  private static List<String> withoutOneOfTwoHoles(List<String> lines, PackedOrder parent) {
    Set<Long> lost = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      Slot slot = parent.slot(Long.parseLong(lines.get(i).split(" ", -1)[0]));
      if (slot.sourceIndex() == 0 && !lost.add(slot.sequence())) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(i);
        changed.set(0, lines.get(0).replaceAll("[0-9]+$", String.valueOf(lines.size() - 2)));
        return changed;
      }
    }
    throw new AssertionError("no sequence lost two positions");
  }

  /** The number of the first line that fills a hole of a source. */
  private static int line(List<String> lines, int source) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("[0-9]+ " + source + " .*")) {
        return i;
      }
    }
    throw new AssertionError("no hole of source " + source);
  }

  /** A sequence that the training reads in its first copy, and in no hole. */
  private static long trained(PackedOrder parent, DerivedOrder order, int source) {
    for (long position = 0; ; position++) {
      Slot slot = parent.slot(position);
      if (slot.sourceIndex() == source && slot.copy() == 0 && order.slot(position).equals(slot)) {
        return slot.sequence();
      }
    }
  }

  private void refused(List<String> lines, int number, String line, String message)
      throws IOException {
    Path file = folder.resolve("derived");
    List<String> changed = new ArrayList<>(lines);
    changed.set(number, line);
    Files.write(file, changed);
    assertThatThrownBy(() -> DerivedOrder.read(file, TWO_SOURCES, "rel_a"))
        .as(line)
        .isInstanceOf(CorruptOrderException.class)
        .hasMessageContaining(message);
  }
}
