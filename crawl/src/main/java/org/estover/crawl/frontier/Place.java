package org.estover.crawl.frontier;

/**
 * Where in a group's WARC files something lies.
 *
 * @param file the number of the file, from 0
 * @param offset where it begins; -1 where nothing was written
 * @param end where the next begins
 */
public record Place(int file, long offset, long end) {
  /** Before everything: no file was begun. */
  public static final Place START = new Place(0, 0, 0);
}
