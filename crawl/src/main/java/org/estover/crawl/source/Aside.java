package org.estover.crawl.source;

/**
 * A piece of input that could not become an item.
 *
 * @param file the name of the file, without folders of the machine
 * @param offset the place in the file, in bytes: of a compressed JSONL file in the decompressed
 *     stream, of a WARC file as {@code WarcRecord} says
 * @param reason a stable class in kebab case, such as {@code gzip-truncated}
 * @param excerpt the first printable characters found there, or of a damaged file how much of it
 *     was not read, or ""
 * @param uri what the item would have been called, or "" where nobody could tell
 */
public record Aside(String file, long offset, String reason, String excerpt, String uri) {
  public Aside {
    if (!reason.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw Errors.badReason(reason);
    }
  }

  /** A piece of which nobody could tell what it would have been called. */
  public Aside(String file, long offset, String reason, String excerpt) {
    this(file, offset, reason, excerpt, "");
  }
}
