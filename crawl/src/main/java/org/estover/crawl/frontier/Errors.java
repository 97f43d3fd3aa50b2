package org.estover.crawl.frontier;

import java.io.IOException;
import java.nio.file.Path;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IOException cutShort(Path file, long offset) {
    return new IOException(
        file
            + ": ends within a record at byte "
            + offset
            + ", but it was complete when it got its name: the disk or somebody else has damaged it;"
            + " remove the crawl's folder and crawl anew");
  }

  static IOException otherCrawl(Path folder) {
    return new IOException(
        folder
            + ": holds an unfinished crawl of another plan; remove it, or crawl into another folder");
  }

  static IOException otherFormat(Path folder) {
    return new IOException(
        folder
            + ": holds a crawl that another version of this program has begun; end it by that"
            + " version, or remove the folder and crawl anew");
  }

  static IOException inUse(Path folder) {
    return new IOException(
        folder
            + ": another process crawls this group of domains; wait for it, or end it and run again");
  }

  static IOException unknownRecord(int type) {
    return new IOException(
        "the crawl's journal has a record of type "
            + type
            + ", which another version of this program wrote; end the crawl by that version, or"
            + " remove its folder and crawl anew");
  }

  static IOException missingJournal(Path file) {
    return new IOException(
        file
            + ": is missing, though the crawl has gone beyond that level; remove the crawl's folder and"
            + " crawl anew");
  }
}
