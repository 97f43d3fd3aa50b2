package org.estover.jobs.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;

/**
 * Finds the files of rows that hold what somebody looks for: by a few columns of every file, on all
 * cores, so that whole rows are read only where there is something to find.
 *
 * <p>Memory: those columns of a row group for each core.
 */
public final class RowSearch {
  private RowSearch() {}

  /**
   * The files of a folder that hold a row, in the order of their names.
   *
   * @param wanted whether a row is one, of which only {@code columns} are filled; asked by several
   *     threads
   */
  public static <T> List<RowFile> holding(
      Path folder, RowType<T> type, Predicate<T> wanted, String... columns) throws IOException {
    try {
      return RowFile.in(folder).parallelStream()
          .filter(file -> holds(file.at(folder.toString()), type, wanted, columns))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> boolean holds(
      Path file, RowType<T> type, Predicate<T> wanted, String... columns) {
    try (RowReader<T> rows = RowReader.open(type, file, columns)) {
      for (T row = rows.next(); row != null; row = rows.next()) {
        if (wanted.test(row)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
