package org.estover.jobs.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.estover.ledger.store.Books;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of the log a question to the books counts. */
final class AsRecorded {

  @Option(
      names = "--recorded",
      paramLabel = "WHEN",
      description =
          "Count only what was recorded by then: a time as 2026-11-21T06:00:00Z, a day (all of it,"
              + " UTC), or the index of the last log entry that counts.")
  private @Nullable String recorded;

  /** The log index before which everything counts. */
  long before(Books books) throws IOException {
    long size = books.size();
    if (recorded == null) {
      return size;
    }
    if (recorded.matches("[0-9]{1,18}")) {
      long index = Long.parseLong(recorded);
      if (index >= size) {
        throw Errors.noEntry(index, size);
      }
      return index + 1;
    }
    return books.recordedBy(time(recorded));
  }

  private static Instant time(String text) throws UsageException {
    try {
      return text.length() == "2026-11-21".length()
          ? LocalDate.parse(text)
              .plusDays(1)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .minusMillis(1)
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Errors.notATime(text);
    }
  }
}
