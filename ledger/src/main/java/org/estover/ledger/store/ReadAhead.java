package org.estover.ledger.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work at a time on a thread of its own, whose results are taken in order.
 *
 * @param <T> what a piece of work gives
 */
final class ReadAhead<T> implements AutoCloseable {
  private final ExecutorService thread;
  private @Nullable Future<T> next;

  ReadAhead(String name) {
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Starts the next piece of work, whose result must be taken before another is started. */
  void start(Callable<T> work) {
    next = thread.submit(work);
  }

  /** Waits for the result of the work that was started, and throws what it threw. */
  T take() throws IOException {
    Future<T> awaited = next;
    if (awaited == null) {
      throw new IllegalStateException("nothing was started");
    }
    next = null;
    try {
      return awaited.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the log");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static IOException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return unchecked.getCause();
    }
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException mistake) {
      throw mistake;
    }
    throw new AssertionError("the reader of the log failed", cause);
  }

  /** Gives up what was started and not taken. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
