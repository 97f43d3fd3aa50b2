package org.estover.crawl.warc;

/** What reading an HTTP message gave. */
public sealed interface HttpReading permits Capture, HttpReading.Unreadable {
  /**
   * A message that cannot be read.
   *
   * @param reason a stable class in kebab case, such as {@code content-encoding-br}
   * @param status the status code, or 0 if that cannot be read either
   */
  record Unreadable(String reason, int status) implements HttpReading {}
}
