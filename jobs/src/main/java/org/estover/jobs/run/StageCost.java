package org.estover.jobs.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a stage took of the machine that ran it; no digest covers it.
 *
 * <p>CPU time and memory are those of this process: with a local master all of a stage, on a
 * cluster the driver's share.
 *
 * @param wallMillis time from start to end
 * @param cpuMillis time of all processors, garbage collector and compiler included; 0 where the
 *     platform does not tell
 * @param peakBytes the most memory that was resident at once since the process began; 0 where the
 *     platform does not tell
 */
public record StageCost(long wallMillis, long cpuMillis, long peakBytes) implements Serializable {
  /** The cost of what has not happened yet. */
  public static final StageCost ZERO = new StageCost(0, 0, 0);

  private static final long serialVersionUID = 1L;

  public StageCost {
    if (wallMillis < 0 || cpuMillis < 0 || peakBytes < 0) {
      throw new IllegalArgumentException(
          "negative cost: " + wallMillis + ", " + cpuMillis + ", " + peakBytes);
    }
  }

  /** Both, one after the other: times add up. */
  public StageCost plus(StageCost other) {
    return new StageCost(
        wallMillis + other.wallMillis,
        cpuMillis + other.cpuMillis,
        Math.max(peakBytes, other.peakBytes));
  }

  /** Measures from now on. */
  public static Meter start(Clock clock) {
    return new Meter(clock);
  }

  /** A measurement that has begun. */
  public static final class Meter {
    private final Clock clock;
    private final long startMillis;
    private final long startCpuMillis;

    private Meter(Clock clock) {
      this.clock = clock;
      this.startMillis = clock.millis();
      this.startCpuMillis = cpu();
    }

    /** What has been taken since the start. */
    public StageCost cost() throws IOException {
      return new StageCost(
          Math.max(0, clock.millis() - startMillis),
          Math.max(0, cpu() - startCpuMillis),
          peak(Path.of("/proc/self/status")));
    }

    private static long cpu() {
      return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
          ? Math.max(0, system.getProcessCpuTime()) / 1_000_000
          : 0;
    }

    private static long peak(Path status) throws IOException {
      if (!Files.exists(status)) {
        return 0;
      }
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
      return 0;
    }
  }
}
