package org.estover.licensing.portal.account;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts tries of many kinds of keys, each against the same limit. Holds {@link #MOST} keys, of
 * which the one that was longest unused is forgotten first. Thread-safe.
 */
public final class Throttle {
  /** How many keys are remembered: some 20 MB. */
  public static final int MOST = 50_000;

  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private final long tries;
  private final Duration time;
  private final TimeMeter meter;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  /** Lets so many tries through in a time, then one whenever its share of the time has passed. */
  public Throttle(long tries, Duration time, Clock clock) {
    this.tries = tries;
    this.time = time;
    this.meter =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return clock.millis() * (NANOS / 1000);
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /**
   * How a try went.
   *
   * @param allowed whether it was let through
   * @param left how many more would be now
   * @param next until the next one would be, zero where one would be now
   * @param full until all would be
   */
  public record Try(boolean allowed, long left, Duration next, Duration full) {}

  /** Counts a try. */
  public Try take(String key) {
    var probe = bucket(key).tryConsumeAndReturnRemaining(1);
    return new Try(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()),
        Duration.ofNanos(probe.getNanosToWaitForReset()));
  }

  /** Counts tries after the fact, also beyond the limit: the next ones wait so much longer. */
  public void charge(String key, long made) {
    bucket(key).consumeIgnoringRateLimits(made);
  }

  /** Takes back the count of a try that turned out to be none. */
  public void giveBack(String key) {
    bucket(key).addTokens(1);
  }

  /** Whether a try would be let through; counts nothing. */
  public boolean wouldTake(String key) {
    return bucket(key).estimateAbilityToConsume(1).canBeConsumed();
  }

  /** How many tries are let through in a time. */
  public long tries() {
    return tries;
  }

  /** That time. */
  public Duration time() {
    return time;
  }

  private Bucket bucket(String key) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          key,
          name ->
              Bucket.builder()
                  .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, time))
                  .withCustomTimePrecision(meter)
                  .build());
    }
  }
}
