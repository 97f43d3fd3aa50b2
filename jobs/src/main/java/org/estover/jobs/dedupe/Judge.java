package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.IOException;

/** Decides which documents stay: it is shown all of them as they are read, then asked. */
public interface Judge extends Closeable {
  /**
   * Takes a document.
   *
   * @param document its number, one more than that of the document before
   * @param url where it was found; empty if that is not known
   */
  void take(int document, String url, String text) throws IOException;

  /** What becomes of all documents taken; may read texts again. */
  Judgement judge();

  @Override
  default void close() throws IOException {}
}
