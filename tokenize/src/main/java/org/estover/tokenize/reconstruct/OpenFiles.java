package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was opened last of many files, so that asking for the same again costs nothing; at most
 * {@value #LIMIT} at once, which keeps well below the open files of a process. Not thread-safe.
 *
 * @param <K> what a file is known by
 * @param <V> the open file, valid until others push it out
 */
final class OpenFiles<K, V extends Closeable> implements Closeable {
  private static final int LIMIT = 64;

  private final Opener<K, V> opener;
  private final Map<K, V> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Opens files. */
  interface Opener<K, V> {
    /** Opens a file. */
    V open(K key) throws IOException;
  }

  OpenFiles(Opener<K, V> opener) {
    this.opener = opener;
  }

  V open(K key) throws IOException {
    @Nullable V known = open.get(key);
    if (known != null) {
      return known;
    }
    if (open.size() == LIMIT) {
      Iterator<V> eldest = open.values().iterator();
      V unused = eldest.next();
      eldest.remove();
      unused.close();
    }
    V opened = opener.open(key);
    open.put(key, opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (V file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
