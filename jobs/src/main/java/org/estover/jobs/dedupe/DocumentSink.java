package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.IOException;

/** Is shown all documents as they are read. */
public interface DocumentSink extends Closeable {
  /**
   * Takes a document.
   *
   * @param document its number, one more than that of the document before
   * @param url where it was found; empty if that is not known
   */
  void take(int document, String url, String text) throws IOException;

  @Override
  default void close() throws IOException {}
}
