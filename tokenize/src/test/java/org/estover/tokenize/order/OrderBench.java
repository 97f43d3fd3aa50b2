package org.estover.tokenize.order;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * CPU seconds of what building an order is made of, at the sizes of the peers' recorded figures:
 * per part the first run, the best of the rounds, and the peers' C++.
 *
 * <p>Argument: the number of rounds (5).
 */
public final class OrderBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int DOCUMENTS = 10_000_000;
  private static final int SAMPLES = 4_040_000;
  private static final int SEQUENCE_TOKENS = 2048;
  private static final int MEMBERS = 22;
  private static final int BLEND_SIZE = 5_000_000;

  private final int rounds;

  private OrderBench(int rounds) {
    this.rounds = rounds;
  }

  /** Prints one line per part. */
  public static void main(String[] arguments) throws OrderException {
    OrderBench bench = new OrderBench(arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]));
    System.out.println("part                                  first     best   peers    ratio");
    bench.shuffles();
    bench.rows();
    bench.blend();
  }

  /** What is measured; its result keeps the compiler from leaving it out. */
  private interface Part {
    long run() throws OrderException;
  }

  private void shuffles() throws OrderException {
    int[] documents = Shuffles.identity(DOCUMENTS);
    measure("shuffle of 10 M documents", 0.84, () -> shuffled(documents));
    int[] samples = Shuffles.identity(SAMPLES);
    measure("shuffle of 4.04 M samples", 0.09, () -> shuffled(samples));
  }

  private static long shuffled(int[] values) {
    new NumpyRandom(1234).shuffle(values);
    return values[0];
  }

  private void rows() throws OrderException {
    SplittableRandom random = new SplittableRandom(1);
    int[] sizes = random.ints(DOCUMENTS, 1, 1660).toArray();
    int[] documents = Shuffles.identity(DOCUMENTS);
    new NumpyRandom(1234).shuffle(documents);
    long tokens = Shuffles.checkedTokens(sizes, new DocumentRange(0, DOCUMENTS));
    int count = (int) ((tokens - 1) / SEQUENCE_TOKENS);
    measure(
        String.format(
            Locale.ROOT, "rows of %.1f G tokens, %.2f M samples", tokens / 1e9, count / 1e6),
        0.13,
        () -> RowStarts.cut(sizes, documents, SEQUENCE_TOKENS, count, 1).offset(count));
  }

  private void blend() throws OrderException {
    double[] weights = new SplittableRandom(2).doubles(MEMBERS).toArray();
    measure(
        "blend of 22 members, 5 M samples",
        0.18,
        () -> NeoxBlend.weighted(weights, BLEND_SIZE).sample(BLEND_SIZE - 1));
  }

  private void measure(String name, double peers, Part part) throws OrderException {
    double first = 0;
    double best = Double.MAX_VALUE;
    long sum = 0;
    for (int round = 0; round < rounds; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      sum += part.run();
      double seconds = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
      first = round == 0 ? seconds : first;
      best = Math.min(best, seconds);
    }
    System.out.printf(
        Locale.ROOT,
        "%-36s %6.3f s %6.3f s %5.2f s %6.2f x  (%d)%n",
        name,
        first,
        best,
        peers,
        best / peers,
        sum);
  }
}
