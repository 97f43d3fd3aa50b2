package org.estover.jobs.stage;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Moves a progress bar by the bytes that tasks have worked through: what ended tasks report, and
 * what running ones say with every heartbeat. A failed task's share is taken back.
 */
final class ByteMeter extends SparkListener {
  private static final String NAME = "estover.bytes";

  private final Map<Long, Long> running = new HashMap<>();
  private long ended;
  private Progress.@Nullable Bar bar;
  private long accumulator = -1;

  /** Starts moving {@code bar} by a new counter, which tasks add to. */
  synchronized LongAccumulator follow(JavaSparkContext spark, Progress.Bar moved) {
    LongAccumulator counter = spark.sc().longAccumulator(NAME);
    bar = moved;
    accumulator = counter.id();
    running.clear();
    ended = 0;
    return counter;
  }

  /** Leaves the bar alone from here on. */
  synchronized void unfollow() {
    bar = null;
    accumulator = -1;
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    Iterator<scala.Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> tasks =
        cast(update.accumUpdates().iterator());
    while (tasks.hasNext()) {
      var task = tasks.next();
      long bytes = bytes(task._4());
      if (bytes > 0) {
        running.put((Long) task._1(), bytes);
      }
    }
    move();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
    if (end.taskInfo().successful()) {
      ended += bytes(end.taskInfo().accumulables());
    }
    move();
  }

  private long bytes(Seq<AccumulableInfo> counters) {
    Iterator<AccumulableInfo> each = counters.iterator();
    while (each.hasNext()) {
      AccumulableInfo counter = each.next();
      if (counter.id() == accumulator && counter.update().isDefined()) {
        return (Long) counter.update().get();
      }
    }
    return 0;
  }

  private void move() {
    Progress.Bar moved = bar;
    if (moved != null) {
      moved.advanceTo(ended + running.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  /** Scala's primitive Long is Object to Java. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object seen) {
    return (T) seen;
  }
}
