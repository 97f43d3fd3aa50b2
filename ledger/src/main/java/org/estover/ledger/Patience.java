package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens a ledger to write to it as soon as whoever is writing gives it up. A lock of another
 * process tells nobody when it is free, so it is asked for again and again.
 *
 * @param longest for how long
 * @param meeting told once, before it waits, who is writing
 */
record Patience(Duration longest, Consumer<String> meeting) {
  private static final long PAUSE_MILLIS = 200;

  /** The ledger; {@link LedgerBusyException} where it is not given up in time. */
  Ledger open(Path folder, LedgerSettings settings) throws IOException {
    for (long left = longest.toMillis(); ; left -= PAUSE_MILLIS) {
      try {
        return Ledger.open(folder, settings);
      } catch (LedgerBusyException e) {
        if (left <= 0) {
          throw e;
        }
        if (left == longest.toMillis()) {
          meeting.accept(String.valueOf(e.getMessage()));
        }
        try {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }
}
