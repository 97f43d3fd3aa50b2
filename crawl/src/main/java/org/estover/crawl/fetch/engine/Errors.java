package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.warc.WarcRecord;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalStateException notNormal(String url) {
    return new IllegalStateException("URL " + url + " reached the engine without being normalised");
  }

  static IOException noSeed(String seed) {
    return new IOException(
        "seed " + seed + ": expected an absolute http or https URL; correct it in the plan");
  }

  static IOException workerDied(Throwable cause) {
    return new IOException("a crawl thread died: " + cause, cause);
  }

  static IOException newerBudgets(Path file) {
    return new IOException(
        file + ": a newer version wrote it; go on with the crawl by that one, or crawl anew");
  }

  static IOException noEngine(Path folder, Throwable cause) {
    return new IOException(
        "crawl into " + folder + ": the engine could not start: " + cause.getMessage(), cause);
  }

  static IOException unreadable(Path file, long offset) {
    return new IOException(
        file
            + ": the capture at byte "
            + offset
            + " cannot be read, though the crawl wrote it; the file is damaged: begin the crawl"
            + " anew");
  }

  static IOException noEarlierPayload(Path file, long offset, WarcRecord revisit) {
    return new IOException(
        file
            + ": the revisit of "
            + revisit.uri()
            + " at byte "
            + offset
            + " stands for a capture of "
            + revisit.field("warc-refers-to-date")
            + " that the earlier crawl does not hold any more; bring that crawl's folder back, or"
            + " begin this one anew");
  }

  static IOException noEarlierCrawl(Path folder) {
    return new IOException(
        "since "
            + folder
            + ": expected a run, the folder of a crawl, or one with WARC files, and found none;"
            + " check the name");
  }

  static IOException sinceItself(Path folder) {
    return new IOException(
        "since "
            + folder
            + ": the crawl would write into it, and what it refers to could go; name another crawl,"
            + " or write elsewhere");
  }

  static IOException otherPayload(Path file, JournalRecord.Visited page) {
    return new IOException(
        file
            + ": the capture of "
            + page.url()
            + " at byte "
            + page.place().offset()
            + " does not hold the payload that was received (SHA-256 "
            + page.payload().sha256()
            + "); the file is damaged: begin the crawl anew");
  }
}
