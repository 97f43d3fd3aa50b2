package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.dedupe.near.Clusters;
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

  /** In rounds of shuffles, and in one task. */
  private static void check(List<byte[]> edges, int partitions) throws IOException {
    check(edges, new Components(engine, partitions, 0), partitions);
    check(edges, new Components(engine, partitions, edges.size()), partitions);
  }

  private static void check(List<byte[]> edges, Components components, int partitions)
      throws IOException {
    Map<String, String> found = new HashMap<>();
    JavaPairRDD<byte[], byte[]> pairs =
        engine.spark().parallelize(edges, partitions).mapToPair(edge -> new Tuple2<>(edge, NONE));
    for (Tuple2<byte[], byte[]> star : components.of(pairs).collect()) {
      String before = found.put(hex(Vertex.first(star._1())), hex(Vertex.second(star._1())));
      assertThat(before).isNull();
    }
    assertThat(found).isEqualTo(expected(edges));
  }

  /** The same by union-find on one machine. */
  private static Map<String, String> expected(List<byte[]> edges) {
    Clusters<String> clusters = new Clusters<>();
    for (byte[] edge : edges) {
      clusters.join(hex(Vertex.first(edge)), hex(Vertex.second(edge)));
    }
    Map<String, String> roots = new HashMap<>();
    clusters
        .groups()
        .forEach(
            (root, members) ->
                members.stream()
                    .filter(member -> !member.equals(root))
                    .forEach(member -> roots.put(member, root)));
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
