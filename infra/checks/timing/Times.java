package org.estover.tokenize.reconstruct;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** How long questions took: by the clock, and of the CPU, which other programs disturb less. */
final class Times {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double[] clock;
  private final double[] cpu;
  private int count;
  private long startClock;
  private long startCpu;

  Times(int questions) {
    clock = new double[questions];
    cpu = new double[questions];
  }

  void start() {
    startCpu = THREADS.getCurrentThreadCpuTime();
    startClock = System.nanoTime();
  }

  void stop() {
    clock[count] = (System.nanoTime() - startClock) / 1e6;
    cpu[count] = (THREADS.getCurrentThreadCpuTime() - startCpu) / 1e6;
    count++;
  }

  int count() {
    return count;
  }

  /** The CPU time, in ms, that a share of the questions stayed within. */
  double cpu(double share) {
    return within(share, cpu);
  }

  /** Percentiles for people. */
  String told() {
    return String.format(
        Locale.ROOT,
        "ms of CPU: p50 %.2f, p99 %.2f; by the clock: p50 %.2f, p99 %.2f, most %.2f",
        cpu(0.5),
        cpu(0.99),
        within(0.5, clock),
        within(0.99, clock),
        within(1, clock));
  }

  private double within(double share, double[] millis) {
    double[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(count * share) - 1];
  }
}
