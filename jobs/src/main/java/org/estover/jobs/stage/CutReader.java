package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.jspecify.annotations.Nullable;

/** The cuts beside a file of documents; none at all where the plan asked for none. */
public final class CutReader implements Closeable {
  /** Their folder below that of 04-dedupe. */
  static final String FOLDER = "cuts";

  private final @Nullable RowReader<CutRow> rows;

  private CutReader(@Nullable RowReader<CutRow> rows) {
    this.rows = rows;
  }

  /** The folder of a run's cuts; "" if it has none. */
  public static String folder(RunFolder run) {
    Path folder = run.folder(StageName.DEDUPE).resolve(FOLDER);
    return Files.isDirectory(folder) ? folder.toString() : "";
  }

  /**
   * Opens the cuts beside a file.
   *
   * @param folder as {@link #folder} names it
   */
  public static CutReader open(String folder, RowFile file) throws IOException {
    return new CutReader(folder.isEmpty() ? null : RowReader.open(CutRow.TYPE, file.at(folder)));
  }

  /** The cuts of the next document. */
  public CutRow next() throws IOException {
    return rows == null ? CutRow.NONE : rows.required();
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
  }
}
