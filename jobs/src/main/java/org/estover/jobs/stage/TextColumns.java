package org.estover.jobs.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.PlanException;
import org.estover.jobs.run.RunPlan;

/** Whether the tables that a plan names have the columns that it says hold the texts. */
public final class TextColumns {
  private TextColumns() {}

  /**
   * Looks at the first table of each source; a file that is none is left to 01-crawl, which sets it
   * aside.
   *
   * @throws PlanException if it has no such column; every row of the source would be set aside
   */
  public static void require(RunPlan plan, List<InputFile> files) throws IOException {
    for (Source source : plan.sources()) {
      if (source instanceof ParquetSource table) {
        require(plan, table, files);
      }
    }
  }

  private static void require(RunPlan plan, ParquetSource table, List<InputFile> files)
      throws PlanException {
    String text = table.fields().text();
    for (InputFile file : files) {
      if (file.source().equals(table.name())) {
        Optional<List<String>> columns = ParquetInput.columns(file.path(), file.name());
        if (columns.isPresent()) {
          if (!columns.get().contains(text)) {
            throw plan.wrongFiles(
                table.name(), Errors.noTextColumn(file.name(), text, columns.get()));
          }
          return;
        }
      }
    }
  }
}
