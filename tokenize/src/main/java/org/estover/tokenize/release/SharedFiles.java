package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open files that threads share: those used last stay open, {@value #LIMIT} at most and one more
 * for each thread that is at work. A file that is in use is never closed. Thread-safe.
 *
 * @param <K> what a file is known by
 * @param <V> the open file
 */
final class SharedFiles<K, V extends Closeable> implements Closeable {
  private static final int LIMIT = 64;

  private final Opener<K, V> opener;
  private final Map<K, Lent<V>> open = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /** Opens files. */
  interface Opener<K, V> {
    /** Opens a file. */
    V open(K key) throws IOException;
  }

  /** Something that is asked of an open file. */
  interface Question<V, R> {
    /** Asks it; the file stays open meanwhile. */
    R ask(V file) throws IOException;
  }

  private static final class Lent<V> {
    private final V file;
    private int users;

    Lent(V file) {
      this.file = file;
    }
  }

  SharedFiles(Opener<K, V> opener) {
    this.opener = opener;
  }

  <R> R ask(K key, Question<V, R> question) throws IOException {
    Lent<V> lent = lend(key);
    try {
      return question.ask(lent.file);
    } finally {
      giveBack(lent);
    }
  }

  private synchronized Lent<V> lend(K key) throws IOException {
    if (closed) {
      throw new IllegalStateException("already closed");
    }
    @Nullable Lent<V> known = open.get(key);
    if (known == null) {
      closeUnused(LIMIT - 1);
      known = new Lent<>(opener.open(key));
      open.put(key, known);
    }
    known.users++;
    return known;
  }

  private synchronized void giveBack(Lent<V> lent) throws IOException {
    lent.users--;
    if (closed) {
      closeUnused(0);
    }
  }

  private void closeUnused(int limit) throws IOException {
    Iterator<Lent<V>> eldest = open.values().iterator();
    while (open.size() > limit && eldest.hasNext()) {
      Lent<V> candidate = eldest.next();
      if (candidate.users == 0) {
        eldest.remove();
        candidate.file.close();
      }
    }
  }

  /** Closes what nobody uses, and the rest as soon as it is given back. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    closeUnused(0);
  }
}
