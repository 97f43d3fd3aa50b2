package org.estover.jobs.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.jspecify.annotations.Nullable;

/** The rows of a file that may not have been written yet; then there are none. */
final class Rows<T> implements Closeable {
  private final @Nullable RowReader<T> reader;

  private Rows(@Nullable RowReader<T> reader) {
    this.reader = reader;
  }

  static <T> Rows<T> of(Path file, RowType<T> type) throws IOException {
    return new Rows<>(Files.exists(file) ? RowReader.open(type, file) : null);
  }

  /** The next row; empty if the file does not exist. */
  Optional<T> next() throws IOException {
    return reader == null ? Optional.empty() : Optional.of(reader.required());
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
