package org.estover.jobs.run;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a stage is: a bar with rate and time left on a terminal, one line every few seconds
 * elsewhere, nothing when silent.
 *
 * <p>Bars draw when they advance; no thread runs. Thread-safe.
 */
public final class Progress {
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int BAR_COLUMNS = 24;

  private final PrintStream screen;
  private final boolean shown;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  private Progress(PrintStream screen, boolean shown, boolean terminal, LongSupplier nanoTime) {
    this.screen = screen;
    this.shown = shown;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** Shows nothing. */
  public static Progress silent() {
    return new Progress(new PrintStream(PrintStream.nullOutputStream()), false, false, () -> 0L);
  }

  /**
   * Shows bars on {@code screen}.
   *
   * @param terminal whether a line can be drawn over
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public static Progress on(PrintStream screen, boolean terminal, LongSupplier nanoTime) {
    return new Progress(screen, true, terminal, nanoTime);
  }

  /** Starts the bar of a stage; {@code total} units are expected, 0 or less means unknown. */
  public Bar start(StageName stage, String unit, long total) {
    return start(stage.folder(), unit, total);
  }

  /** Starts the bar of other work; {@code total} units are expected, 0 or less means unknown. */
  public Bar start(String label, String unit, long total) {
    return new Bar(label, unit, total);
  }

  /** One stage's bar; close it when the stage ends. */
  public final class Bar implements AutoCloseable {
    private final String label;
    private final String unit;
    private final long startNanos;
    private long lastNanos;
    private long total;
    private long done;
    private long skipped;

    private Bar(String label, String unit, long total) {
      this.label = label;
      this.unit = unit;
      this.total = total;
      this.startNanos = nanoTime.getAsLong();
      this.lastNanos = startNanos;
    }

    /** Adds {@code count} finished units. */
    public synchronized void advance(long count) {
      done += count;
      drawIfDue();
    }

    /**
     * Adds {@code count} units that were finished before this bar began, and say nothing of its
     * rate.
     */
    public synchronized void skip(long count) {
      done += count;
      skipped += count;
      drawIfDue();
    }

    /** Sets the number of finished units; a smaller number than before is ignored. */
    public synchronized void advanceTo(long count) {
      done = Math.max(done, count);
      drawIfDue();
    }

    /** Sets how many units are expected, once it is known. */
    public synchronized void expect(long count) {
      total = count;
      drawIfDue();
    }

    /** Draws the bar a last time. */
    @Override
    public synchronized void close() {
      if (shown) {
        draw(nanoTime.getAsLong());
        if (terminal) {
          screen.println();
        }
      }
    }

    private void drawIfDue() {
      long now = nanoTime.getAsLong();
      // Elsewhere than on a terminal the full bar is one line, which the end of the stage draws.
      boolean full = total > 0 && done >= total && !terminal;
      if (shown && !full && now - lastNanos >= (terminal ? TERMINAL_NANOS : LINE_NANOS)) {
        lastNanos = now;
        draw(now);
      }
    }

    private void draw(long now) {
      String line = line(done, total, (now - startNanos) / 1_000_000L);
      if (terminal) {
        screen.print("\r" + line + "\u001b[K");
        screen.flush();
      } else {
        screen.println(line);
      }
    }

    private String line(long finished, long expected, long millis) {
      double seconds = Math.max(millis, 1) / 1000.0;
      double rate = (finished - skipped) / seconds;
      StringBuilder line = new StringBuilder(96);
      line.append(String.format(Locale.ROOT, "%-12s", label));
      if (expected > 0) {
        int filled = (int) (BAR_COLUMNS * Math.min(1.0, finished / (double) expected));
        line.append('[').append("=".repeat(filled)).append(" ".repeat(BAR_COLUMNS - filled));
        line.append(String.format(Locale.ROOT, "] %,d/%,d %s", finished, expected, unit));
      } else {
        line.append(String.format(Locale.ROOT, "%,d %s", finished, unit));
      }
      line.append(String.format(Locale.ROOT, ", %,.0f/s, %.1f s", rate, seconds));
      if (expected > finished && finished > skipped) {
        line.append(String.format(Locale.ROOT, ", %.0f s left", (expected - finished) / rate));
      }
      return line.toString();
    }
  }
}
