package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.stage.RowFile;

/** The group record of 04-dedupe; read whole, of which what is asked for is held. */
final class GroupRows {
  private GroupRows() {}

  /** The documents that were dropped for one, by their ids; none if that one stays for itself. */
  static List<GroupRow> of(Path groups, String survivor) throws IOException {
    List<GroupRow> members = new ArrayList<>();
    for (RowFile file : RowFile.in(groups)) {
      try (RowReader<GroupRow> rows = RowReader.open(GroupRow.TYPE, file.at(groups.toString()))) {
        for (GroupRow row = rows.next(); row != null; row = rows.next()) {
          if (DocumentId.of(row.survivor()).toString().equals(survivor)) {
            members.add(row);
          }
        }
      }
    }
    members.sort(Comparator.comparing(row -> DocumentId.of(row.id())));
    return members;
  }
}
