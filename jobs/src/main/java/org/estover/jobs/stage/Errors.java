package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.estover.jobs.run.CorruptRunException;

/** Every message of this package, so that their wording is read in one place. */
final class Errors {
  private static final int COLUMNS_SHOWN = 40;

  private Errors() {}

  static IOException blocklistChanged(String file, String expected, String found) {
    return new IOException(
        file
            + ": another list than when the plan was read: expected SHA-256 "
            + expected
            + ", found "
            + found
            + "; start the run again");
  }

  static IllegalStateException noEdits(String source) {
    return new IllegalStateException(
        "a filter of source \""
            + source
            + "\" leaves other text than it was given, and does not say so: its edits() is to return"
            + " true");
  }

  /** What made a Spark job fail: the I/O error that a task met, else a fault of the program. */
  static IOException failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException met) {
        return metIn(failure, met);
      }
    }
    throw new IllegalStateException("a stage failed: " + failure.getMessage(), failure);
  }

  /** The error itself, as its class says what kind it is; where it was met is kept beside it. */
  private static IOException metIn(Throwable failure, IOException met) {
    if (met != failure) {
      met.addSuppressed(failure);
    }
    return met;
  }

  static String leftOut(String source, String reason, long urls) {
    String key =
        switch (reason) {
          case "low-yield" -> "yield-pages";
          case "host-budget" -> "max-host-pages";
          case "query-variants" -> "max-query-variants";
          case "max-pages", "max-depth" -> reason;
          default -> throw new AssertionError(reason);
        };
    return source
        + ": "
        + urls
        + (urls == 1 ? " URL that was found was" : " URLs that were found were")
        + " left out: "
        + reason
        + "; \""
        + key
        + "\" in the plan's source sets that limit";
  }

  static String unreachable(String source, UnreachablePages.Pages pages) {
    long count = pages.count();
    return source
        + ": "
        + count
        + (count == 1 ? " page was" : " pages were")
        + " not asked for, as robots.txt could not be had: "
        + pages.cause()
        + ", e.g. "
        + pages.example();
  }

  static String putAside(String file, long count, long offset, String reason, String asideFile) {
    return file
        + ": "
        + (count == 1 ? "one place" : count + " places")
        + " could not be read, "
        + (count == 1 ? "at " : "the first at ")
        + offset
        + " ("
        + reason
        + "); kept in 01-crawl/aside/"
        + asideFile
        + (reason.equals(ParquetInput.NOT_PARQUET)
            ? "; give its source the type of its files, such as jsonl"
            : "");
  }

  static String noMaster(String master) {
    return "\""
        + master
        + "\" is no Spark master; expected local, local[N], local[*], spark://HOST:PORT, yarn or"
        + " k8s://URL";
  }

  static IOException notStarted(String master, Exception cause) {
    return new IOException(
        "Spark did not start on "
            + master
            + " ("
            + cause.getMessage()
            + "), and nothing was changed; correct --master or --spark",
        cause);
  }

  static String noTextColumn(String file, String column, List<String> columns) {
    return file
        + " has no column \""
        + column
        + "\"; it has "
        + columns.stream().limit(COLUMNS_SHOWN).collect(Collectors.joining(", "))
        + ": set fields.text to the one that holds the text";
  }

  static IOException modelChanged(String path, String expected, String found) {
    return new IOException(
        path
            + ": the model has changed while it was in use (SHA-256 "
            + found
            + ", expected "
            + expected
            + "); run the plan again");
  }

  static IOException tokenizerChanged(String path, String expected, String found) {
    return new IOException(
        path
            + ": the tokenizer has changed while it was in use (digest "
            + found
            + ", expected "
            + expected
            + "); run the plan again");
  }

  static CorruptRunException shardChanged(Path file, String expected, String found) {
    return CorruptRunException.of(file, "SHA-256 is " + found + ", expected " + expected);
  }

  static CorruptRunException unknownSource(Path file, String source) {
    return CorruptRunException.of(file, "the plan has no source \"" + source + "\"");
  }

  static CorruptRunException noCounts(Path file) {
    return CorruptRunException.of(file, "expected an object that gives each source its tokens");
  }

  static CorruptRunException noTokens(String folder, int file, long row) {
    return CorruptRunException.of(
        Path.of(folder),
        "the document of file " + file + ", row " + row + " was kept, and has no tokens");
  }

  static CorruptRunException noShards(Path file) {
    return CorruptRunException.of(file, "expected an object with the list \"shards\"");
  }

  static CorruptRunException otherShards(Path file, String found, String expected) {
    return CorruptRunException.of(
        file, "the digest of its shards is " + found + ", expected " + expected);
  }

  static CorruptRunException otherTokens(Path file, long found, long expected) {
    return CorruptRunException.of(
        file, "it has " + found + " tokens, but the report beside it counts " + expected);
  }

  static NothingSurvivedException nothingSurvived(Path run) {
    return new NothingSurvivedException(
        run
            + ": no document is left, so nothing was published;"
            + " \"estover report\" shows which rule dropped how many");
  }

  static IOException sinceTheRunItself(String source, Path since) {
    return new IOException(
        source
            + ": since "
            + since
            + ": expected another run or crawl than this one, whose captures are replaced; copy its"
            + " 01-crawl/warc elsewhere, or crawl into another run folder");
  }

  static IOException otherKey(String file, String expected, String found) {
    return new IOException(
        file
            + ": holds the crawler key "
            + found
            + ", expected "
            + expected
            + ", which the crawl was started with; copy the same file to every machine");
  }

  static IOException interrupted(String source, InterruptedException cause) {
    return new IOException(
        "the crawl of " + source + " was interrupted; run the plan again, and it goes on", cause);
  }

  static IOException notOfRelease(String releaseId, String document) {
    return new IOException(
        document
            + ": the run kept it, but "
            + releaseId
            + " does not hold it; name the run that made the release with --run-dir");
  }

  static IOException notOfRun(String releaseId, String document) {
    return new IOException(
        document
            + ": "
            + releaseId
            + " holds it, but the run did not keep it; name the run that made the release with"
            + " --run-dir");
  }
}
