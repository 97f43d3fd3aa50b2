package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over what a function hands out one by one until it hands out null: how files feed a
 * shuffle without being held in memory.
 */
final class Pull<T> implements Iterator<T> {

  /** Hands out the next element, or null after the last. */
  interface Next<T> {
    @Nullable T next() throws IOException;
  }

  private final Next<T> elements;
  private @Nullable T ahead;
  private boolean ended;

  Pull(Next<T> elements) {
    this.elements = elements;
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !ended) {
      try {
        ahead = elements.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ended = ahead == null;
    }
    return ahead != null;
  }

  @Override
  public T next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException();
    }
    T element = ahead;
    ahead = null;
    return element;
  }

  /** Closes {@code resource} when the Spark task that is running ends, however it ends. */
  static <C extends Closeable> C untilTaskEnds(C resource) {
    TaskCompletionListener close =
        task -> {
          try {
            resource.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    TaskContext.get().addTaskCompletionListener(close);
    return resource;
  }
}
