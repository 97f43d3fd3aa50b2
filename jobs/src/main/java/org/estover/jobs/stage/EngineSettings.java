package org.estover.jobs.stage;

import java.util.Map;

/**
 * The shape of the machine a run works on. None of it may change what a run writes, only how fast,
 * which is why it is not part of a plan.
 *
 * @param master a Spark master: {@code local[2]}, {@code spark://host:port}
 * @param partitions how many parts a shuffle is cut into; 0 leaves it to the size of the data
 * @param fileBytes at how much payload 01-crawl begins another file
 * @param options further Spark settings, which win over ours
 */
public record EngineSettings(
    String master, int partitions, long fileBytes, Map<String, String> options) {
  private static final long FILE_BYTES = 64L << 20;

  public EngineSettings {
    options = Map.copyOf(options);
    if (!Masters.isKnown(master)) {
      throw new IllegalArgumentException(Errors.noMaster(master));
    }
    if (partitions < 0 || fileBytes < 1) {
      throw new IllegalArgumentException(
          "partitions "
              + partitions
              + " (0 or more) or bytes per file "
              + fileBytes
              + " (1 or more) cannot be");
    }
  }

  /** Settings for {@code master}, everything else by default. */
  public static EngineSettings of(String master) {
    return new EngineSettings(master, 0, FILE_BYTES, Map.of());
  }

  /** Settings for {@code master} with further settings of Spark. */
  public static EngineSettings of(String master, Map<String, String> options) {
    return new EngineSettings(master, 0, FILE_BYTES, options);
  }

  /** The same settings with another number of partitions. */
  public EngineSettings withPartitions(int number) {
    return new EngineSettings(master, number, fileBytes, options);
  }

  /** The same settings with files cut at another size. */
  public EngineSettings withFileBytes(long bytes) {
    return new EngineSettings(master, partitions, bytes, options);
  }
}
