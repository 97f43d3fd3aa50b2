package org.estover.crawl.read;

import java.io.IOException;
import org.estover.crawl.source.Aside;

/** Takes what a reader finds, in the order in which it stands in the file. */
public interface ReadSink {
  /** Takes a document. */
  void document(ReadDocument document) throws IOException;

  /** Takes a piece that should have been a document and could not become one. */
  void aside(Aside aside) throws IOException;

  /**
   * Takes note of a record that is never a document, such as a redirect.
   *
   * @param kind the kind of record in kebab case
   */
  void skipped(String kind) throws IOException;

  /**
   * Takes a line for people about a whole file.
   *
   * @param warning what, where and the cure
   */
  default void warning(String warning) throws IOException {}
}
