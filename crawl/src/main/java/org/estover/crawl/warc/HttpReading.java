package org.estover.crawl.warc;

/** What reading an HTTP message gave. */
public sealed interface HttpReading permits Capture, HttpReading.Unreadable {
  /**
   * A message that cannot be read.
   *
   * @param reason a stable class in kebab case, such as {@code content-encoding-br}
   */
  record Unreadable(String reason) implements HttpReading {}
}
