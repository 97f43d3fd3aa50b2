package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.dedupe.near.ClusterForest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;

final class ComponentsTest {
  private static final byte[] NONE = {};

  @TempDir static Path folder;
  private static Engine engine = new Engine(EngineSettings.of("local[2]"), Path.of("unset"));

  @BeforeAll
  static void start() {
    engine = new Engine(EngineSettings.of("local[2]"), folder.resolve("spark"));
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  static LongStream seeds() {
    return LongStream.range(1, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyVertexIsLinkedToTheSmallestOfItsComponent(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 20 + random.nextInt(120);
    List<byte[]> vertices = vertices(count, random);
    List<byte[]> edges = new ArrayList<>();
    for (int i = 0; i < count * 2 / 3; i++) {
      addEdge(edges, vertices.get(random.nextInt(count)), vertices.get(random.nextInt(count)));
    }
    check(edges, 1 + random.nextInt(7));
  }

  @Test
  void aLongChainIsOneComponent() throws IOException {
    List<byte[]> vertices = vertices(300, new SplittableRandom(99));
    List<byte[]> edges = new ArrayList<>();
    for (int i = 1; i < vertices.size(); i++) {
      addEdge(edges, vertices.get(i - 1), vertices.get(i));
      addEdge(edges, vertices.get(i - 1), vertices.get(i));
    }
    check(edges, 5);
  }

  @Test
  void noEdgesHaveNoComponents() throws IOException {
    check(List.of(), 3);
  }

  private static Path scratch() throws IOException {
    return Files.createTempDirectory(folder, "rounds");
  }

  /** A search that was killed goes on at its last whole round, and asks for no pairs again. */
  @Test
  void aKilledSearchGoesOn() throws IOException {
    List<byte[]> vertices = vertices(200, new SplittableRandom(7));
    List<byte[]> edges = new ArrayList<>();
    for (int i = 1; i < vertices.size(); i++) {
      addEdge(edges, vertices.get(i - 1), vertices.get(i));
    }
    Path whole = scratch();
    check(edges, new Components(engine, 3, whole, 0), 3);
    List<Path> rounds = rounds(whole);
    Path killed = scratch();
    Path last = rounds.get(rounds.size() - 2);
    Path round = Files.createDirectories(killed.resolve(last.getFileName()));
    try (Stream<Path> files = Files.list(last)) {
      for (Path file : files.toList()) {
        Files.copy(file, round.resolve(file.getFileName()));
      }
    }
    // What was being written when it was killed has no mark.
    Path half =
        Files.createDirectories(killed.resolve(rounds.get(rounds.size() - 1).getFileName()));
    Files.writeString(half.resolve("part-00000-0000.parquet"), "half");
    Components again = new Components(engine, 3, killed, 0);
    List<Tuple2<byte[], byte[]>> stars =
        again
            .of(
                () -> {
                  throw new AssertionError("all pairs are known already");
                })
            .collect();
    assertThat(stars).hasSize(vertices.size() - 1);
  }

  private static List<Path> rounds(Path scratch) throws IOException {
    try (Stream<Path> list = Files.list(scratch)) {
      return list.sorted().toList();
    }
  }

  /** Rounds grow with the logarithm of a path's length, here with ids in random order. */
  @Test
  void aPathTakesFewRounds() throws IOException {
    List<byte[]> vertices = vertices(20_000, new SplittableRandom(11));
    List<byte[]> edges = new ArrayList<>();
    for (int i = 1; i < vertices.size(); i++) {
      addEdge(edges, vertices.get(i - 1), vertices.get(i));
    }
    Components components = new Components(engine, 2, scratch(), 0);
    check(edges, components, 2);
    assertThat(components.rounds()).isBetween(5, 15);
  }

  /** In rounds of shuffles, and in one task. */
  private static void check(List<byte[]> edges, int partitions) throws IOException {
    check(edges, new Components(engine, partitions, scratch(), 0), partitions);
    check(edges, new Components(engine, partitions, scratch(), edges.size()), partitions);
  }

  private static void check(List<byte[]> edges, Components components, int partitions)
      throws IOException {
    Map<String, String> found = new HashMap<>();
    JavaPairRDD<byte[], byte[]> pairs =
        engine.spark().parallelize(edges, partitions).mapToPair(edge -> new Tuple2<>(edge, NONE));
    for (Tuple2<byte[], byte[]> star : components.of(() -> pairs).collect()) {
      String before = found.put(hex(Vertex.first(star._1())), hex(Vertex.second(star._1())));
      assertThat(before).isNull();
    }
    assertThat(found).isEqualTo(expected(edges));
  }

  /** The same by union-find on one machine. */
  private static Map<String, String> expected(List<byte[]> edges) {
    List<String> ends =
        edges.stream()
            .flatMap(edge -> Stream.of(hex(Vertex.first(edge)), hex(Vertex.second(edge))))
            .sorted()
            .distinct()
            .toList();
    ClusterForest forest = new ClusterForest(ends.size());
    for (byte[] edge : edges) {
      forest.join(
          Collections.binarySearch(ends, hex(Vertex.first(edge))),
          Collections.binarySearch(ends, hex(Vertex.second(edge))));
    }
    Map<String, String> roots = new HashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      if (forest.root(i) != i) {
        roots.put(ends.get(i), ends.get(forest.root(i)));
      }
    }
    return roots;
  }

  private static void addEdge(List<byte[]> edges, byte[] one, byte[] other) {
    int order = Arrays.compareUnsigned(one, other);
    if (order != 0) {
      edges.add(order > 0 ? Vertex.edge(one, other) : Vertex.edge(other, one));
    }
  }

  private static List<byte[]> vertices(int count, SplittableRandom random) {
    List<byte[]> vertices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      vertices.add(Vertex.of(random.nextInt(3), id, random.nextInt(4), i));
    }
    return vertices;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
