package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.StageName;

/**
 * A run's documents as all stages after 03 read them: with what the filters leave of a text in its
 * place, and nobody's things in the place of personal data.
 *
 * <p>02 keeps documents as they were captured, and 03 puts its edits beside them, row by row. Where
 * these lie follows from where the documents lie, as both folders are the corridor's; where there
 * are none every document is whole. Sizes and digests are those of what is read.
 */
public final class EditedDocuments {
  /** The folder of edits, below that of 03-filter. */
  static final String FOLDER = "edits";

  private EditedDocuments() {}

  /**
   * Opens a file.
   *
   * @param documents folder of 02's documents
   * @param columns the only columns to read; none named means all
   */
  public static RowReader<DocumentRow> open(String documents, RowFile file, String... columns)
      throws IOException {
    RowReader<DocumentRow> whole = RowReader.open(DocumentRow.TYPE, file.at(documents), columns);
    Path edits = file.at(folder(Path.of(documents)).toString());
    return Files.exists(edits.getParent()) ? whole.with(edits(edits)) : whole;
  }

  /** Where the edits of a run's documents lie, if it has any. */
  public static Path folder(Path documents) {
    Path stage = Objects.requireNonNull(documents.toAbsolutePath().getParent());
    return stage.resolveSibling(StageName.FILTER.folder()).resolve(FOLDER);
  }

  private static RowReader.Beside<DocumentRow> edits(Path file) throws IOException {
    RowReader<EditRow> edits = RowReader.open(EditRow.TYPE, file);
    return new RowReader.Beside<>() {
      @Override
      public DocumentRow changed(DocumentRow row) throws IOException {
        return edits.required().applied(row);
      }

      @Override
      public void close() throws IOException {
        edits.close();
      }
    };
  }
}
