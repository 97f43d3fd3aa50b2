package org.estover.licensing.portal.release;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that take longer than a request may: made one after the other beside the requests, and
 * kept while they are among those that were last asked for. Who asks waits as long as it likes.
 * What failed is made again when it is asked for again. Thread-safe.
 */
public final class Prepared<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prepared.class);

  private final String work;
  private final int most;
  private final Consumer<T> forgotten;
  private final ExecutorService maker;
  private final Map<String, CompletableFuture<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Starts with nothing made.
   *
   * @param work what is done, as the thread and the log name it
   * @param most how many results are kept
   * @param forgotten gets each result that is not kept any more, once
   */
  public Prepared(String work, int most, Consumer<T> forgotten) {
    this.work = work;
    this.most = most;
    this.forgotten = forgotten;
    this.maker =
        Executors.newSingleThreadExecutor(
            run -> {
              Thread thread = new Thread(run, work);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How a result is made. */
  @FunctionalInterface
  public interface Making<T> {
    T make() throws IOException;
  }

  /**
   * The result of a name, if it is there in time.
   *
   * @throws IOException if it could not be made
   */
  public Optional<T> within(String name, Making<T> making, long millis) throws IOException {
    CompletableFuture<T> asked = asked(name, making);
    try {
      return Optional.of(asked.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      synchronized (kept) {
        kept.remove(name, asked);
      }
      throw new IOException(work + " of " + name, e.getCause());
    }
  }

  /** Has a result made before somebody waits for it. */
  public void ahead(String name, Making<T> making) {
    var unused = asked(name, making);
  }

  private CompletableFuture<T> asked(String name, Making<T> making) {
    synchronized (kept) {
      CompletableFuture<T> asked = kept.get(name);
      if (asked == null) {
        CompletableFuture<T> begun = new CompletableFuture<>();
        maker.execute(() -> make(name, making, begun));
        kept.put(name, begun);
        asked = begun;
        if (kept.size() > most) {
          Iterator<CompletableFuture<T>> eldest = kept.values().iterator();
          forget(eldest.next());
          eldest.remove();
        }
      }
      return asked;
    }
  }

  private void make(String name, Making<T> making, CompletableFuture<T> into) {
    if (!isKept(into)) {
      into.completeExceptionally(new IllegalStateException("others were asked for since"));
      return;
    }
    try {
      into.complete(making.make());
      LOG.info("{} of={}", work, name);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      LOG.warn("{} of={} failed: {}", work, name, e.getMessage());
      into.completeExceptionally(e);
    } finally {
      // Of any other failure the thread's end tells; nobody waits for the result any longer.
      into.completeExceptionally(new IllegalStateException("it ended early"));
    }
  }

  /** Whoever asks for all there are keeps others waiting for a few of them only. */
  private boolean isKept(CompletableFuture<T> made) {
    synchronized (kept) {
      return kept.values().stream().anyMatch(each -> each == made);
    }
  }

  /** Gives a result away as soon as there is one. */
  private void forget(CompletableFuture<T> old) {
    CompletableFuture<Void> unused = old.thenAccept(forgotten);
  }

  @Override
  public void close() {
    maker.shutdownNow();
    synchronized (kept) {
      kept.values().forEach(this::forget);
      kept.clear();
    }
  }
}
