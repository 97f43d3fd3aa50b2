package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Finds the components of one long path over Spark, in rounds of shuffles, and prints how many
 * rounds they took; exit code 1 if the result is not one star around the smallest vertex. usage:
 * DOCUMENTS random|ascending|alternating SCRATCH
 */
final class PathRounds {
  private static final byte[] NONE = {};
  private static final int PARTITIONS = 2;

  private PathRounds() {}

  public static void main(String[] arguments) throws IOException {
    int documents = Integer.parseInt(arguments[0]);
    String order = arguments[1];
    Path scratch = Path.of(arguments[2]);
    EngineSettings settings = EngineSettings.of("local[" + PARTITIONS + "]");
    try (Engine engine = new Engine(settings, scratch.resolve("spark"))) {
      int slice = documents / PARTITIONS + 1;
      JavaPairRDD<byte[], byte[]> edges =
          engine
              .spark()
              .parallelize(
                  IntStream.range(0, PARTITIONS).map(part -> part * slice).boxed().toList(),
                  PARTITIONS)
              .flatMap(
                  from ->
                      IntStream.range(from, Math.min(documents - 1, from + slice))
                          .mapToObj(at -> edge(order, at, documents))
                          .iterator())
              .mapToPair(edge -> new Tuple2<>(edge, NONE));
      // No graph is so small that one task may solve it: rounds are what is looked at.
      Components components = new Components(engine, PARTITIONS, scratch.resolve("rounds"), 0);
      JavaPairRDD<byte[], byte[]> stars = components.of(() -> edges);
      byte[] smallest = stars.map(star -> Vertex.second(star._1())).reduce((a, b) -> smaller(a, b));
      long around = stars.filter(star -> Arrays.equals(Vertex.second(star._1()), smallest)).count();
      long all = stars.count();
      System.out.printf(Locale.ROOT, "%d %d %d%n", components.rounds(), all, around);
      System.exit(all == documents - 1 && around == all ? 0 : 1);
    }
  }

  private static byte[] smaller(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
  }

  /** The edge from a place of the path to the next, the larger vertex first. */
  private static byte[] edge(String order, int at, int documents) {
    byte[] one = vertex(order, at, documents);
    byte[] other = vertex(order, at + 1, documents);
    return Arrays.compareUnsigned(one, other) > 0
        ? Vertex.edge(one, other)
        : Vertex.edge(other, one);
  }

  /** The vertex at a place; its rank is its place, or the ends in turn, or anything. */
  private static byte[] vertex(String order, int at, int documents) {
    byte[] id = new byte[16];
    new SplittableRandom(at).nextBytes(id);
    int rank =
        switch (order) {
          case "random" -> 0;
          case "ascending" -> at;
          case "alternating" -> at % 2 == 0 ? at : 2 * documents - at;
          default -> throw new IllegalArgumentException(order);
        };
    return Vertex.of(0, rank, id, at % 4, at);
  }
}
