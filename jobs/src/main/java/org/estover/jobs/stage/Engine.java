package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Spark, started when a stage first needs it: on this machine, or on a cluster that shares the run
 * folder with it.
 *
 * <p>Only RDDs are used. A data-parallel stage is one task per pack of files ({@link Packs}), and a
 * shuffle is {@link SortedPairs}. One engine serves one run at a time; {@link #close} stops Spark.
 */
public final class Engine implements AutoCloseable {
  /** What a task may be retried, also on one machine, where Spark itself would not. */
  private static final int ATTEMPTS = 4;

  /** How much of files of rows, as they lie on the disk, goes into one part of a shuffle. */
  private static final long PARTITION_BYTES = 32L << 20;

  private final EngineSettings settings;
  private final Path scratch;
  private @Nullable JavaSparkContext started;
  private @Nullable ByteMeter meter;

  /**
   * Makes an engine that has not started yet.
   *
   * @param scratch where Spark may put what it cannot hold in memory; removed on close
   */
  public Engine(EngineSettings settings, Path scratch) {
    this.settings = settings;
    this.scratch = scratch;
  }

  EngineSettings settings() {
    return settings;
  }

  /** A piece of work on one file, carried to where the work is done. */
  interface FileTask<F, R> extends Serializable {
    R run(F file, LongAccumulator done) throws IOException;
  }

  /** Cuts {@code files} into what one task each does. */
  <F extends Packs.Sized> List<List<F>> packs(List<F> files) {
    return Packs.of(files, spark().defaultParallelism());
  }

  /** Does {@code task} on every file, and adds up what was counted. */
  <F extends Packs.Sized> Part forEach(List<F> files, Progress.Bar bar, FileTask<F, Part> task)
      throws IOException {
    FileTask<List<F>, Part> packed =
        (pack, done) -> {
          Part part = Part.NOTHING;
          for (F file : pack) {
            part = part.plus(task.run(file, done));
          }
          return part;
        };
    Part sum = Part.NOTHING;
    for (Part part : map(packs(files), bar, packed)) {
      sum = sum.plus(part);
    }
    return sum;
  }

  /** What {@code task} makes of every piece of work, one Spark task each. */
  <F, R> List<R> map(List<F> work, Progress.Bar bar, FileTask<F, R> task) throws IOException {
    if (work.isEmpty()) {
      return List.of();
    }
    JavaSparkContext spark = spark();
    LongAccumulator done = meter(spark).follow(spark, bar);
    try {
      JavaRDD<R> results =
          spark
              .parallelize(work, work.size())
              .map(
                  piece -> {
                    R result = task.run(piece, done);
                    FirstAttempts.fail();
                    return result;
                  });
      return result(results::collect);
    } finally {
      meter(spark).unfollow();
    }
  }

  /** Something that Spark computes; it throws checked exceptions that it does not declare. */
  interface Action<T> {
    T run() throws SparkException;
  }

  /**
   * The result of a Spark action.
   *
   * @throws IOException that a task met, with its own message
   */
  <T> T result(Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (SparkException e) {
      throw Errors.failed(e);
    }
  }

  /** Something that Spark computes, whose tasks count what they have done. */
  interface Metered<T> {
    T run(LongAccumulator done) throws SparkException;
  }

  /** The result of a Spark action whose tasks move {@code bar}. */
  <T> T metered(Progress.Bar bar, Metered<T> action) throws IOException {
    JavaSparkContext spark = spark();
    LongAccumulator done = meter(spark).follow(spark, bar);
    try {
      return result(() -> action.run(done));
    } finally {
      meter(spark).unfollow();
    }
  }

  /** A function from a file to the pairs it gives a shuffle. */
  interface FilePairs<F> extends Serializable {
    Pull.Next<Tuple2<byte[], byte[]>> open(F file) throws IOException;
  }

  /** The pairs of all files. */
  <F extends Packs.Sized> JavaPairRDD<byte[], byte[]> pairs(List<F> files, FilePairs<F> pairs) {
    List<List<F>> packs = packs(files);
    return spark()
        .parallelize(packs, Math.max(1, packs.size()))
        .flatMap(List::iterator)
        .flatMapToPair(file -> new Pull<>(pairs.open(file)));
  }

  /**
   * Into how many parts a shuffle of what {@code files} hold is cut: by their size and not by their
   * number, because a task on a few rows costs more than the rows do.
   */
  int partitions(List<RowFile> files) {
    if (settings.partitions() > 0) {
      return settings.partitions();
    }
    long bytes = files.stream().mapToLong(RowFile::size).sum();
    int bySize = Math.toIntExact(Math.min(files.size(), bytes / PARTITION_BYTES + 1));
    return Math.max(bySize, spark().defaultParallelism());
  }

  /**
   * Starts Spark now, so that a master or a setting that cannot be is found before anything of an
   * earlier run is removed.
   *
   * @throws IOException if it does not start
   */
  public void start() throws IOException {
    try {
      spark();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (Exception e) { // Scala declares none of those that it throws.
      Leftovers.removeTree(scratch);
      throw Errors.notStarted(settings.master(), e);
    }
  }

  JavaSparkContext spark() {
    if (started == null) {
      try {
        Files.createDirectories(scratch);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      started = new JavaSparkContext(conf());
    }
    return started;
  }

  private ByteMeter meter(JavaSparkContext spark) {
    if (meter == null) {
      meter = new ByteMeter();
      spark.sc().addSparkListener(meter);
    }
    return meter;
  }

  private SparkConf conf() {
    boolean local = settings.master().startsWith("local");
    SparkConf conf =
        new SparkConf(true)
            .setAppName("estover")
            .setMaster(local ? Masters.withRetries(settings.master(), ATTEMPTS) : settings.master())
            .set("spark.local.dir", scratch.toString())
            .set("spark.ui.enabled", "false")
            .set("spark.ui.showConsoleProgress", "false")
            .set("spark.task.maxFailures", Integer.toString(ATTEMPTS))
            .set("spark.executor.heartbeatInterval", "1s")
            .set("spark.shuffle.sort.bypassMergeThreshold", "16")
            .setIfMissing("spark.driver.host", "127.0.0.1")
            .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    if (!local) {
      Masters.handOutClasses(conf);
    }
    settings.options().forEach(conf::set);
    return conf;
  }

  /**
   * Removes the scratch files of a process that was killed, which a run with nothing to compute
   * would leave forever; for the holder of the run's lock, as another process may be at work.
   */
  public void sweep() throws IOException {
    if (started == null) {
      Leftovers.removeTree(scratch);
    }
  }

  /** Stops Spark, if it was started, and removes its scratch files. */
  @Override
  public void close() throws IOException {
    if (started != null) {
      started.close();
      started = null;
      meter = null;
      Leftovers.removeTree(scratch);
    }
  }
}
