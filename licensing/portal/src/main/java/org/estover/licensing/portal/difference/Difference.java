package org.estover.licensing.portal.difference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import tools.jackson.databind.json.JsonMapper;

/**
 * What two releases do not have alike: counts, and a file with a line for each document.
 *
 * @param removed documents that only the first has
 * @param added documents that only the second has
 * @param changed documents of both under other terms
 * @param common documents of both
 * @param differsFrom the first position of the order whose tokens differ; -1 where none does, or
 *     they cannot be compared
 * @param notComparable why sequences were not compared, or ""
 * @param file newline-delimited JSON
 * @param pages where every {@value #PAGE}th line begins in it
 */
record Difference(
    long removed,
    long added,
    long changed,
    long common,
    long differsFrom,
    String notComparable,
    Path file,
    List<Long> pages) {

  /** Lines of a page. */
  static final int PAGE = 50;

  /** Copies the places. */
  Difference {
    pages = List.copyOf(pages);
  }

  /** All lines. */
  public long rows() {
    return removed + added + changed;
  }

  /** The lines of a page, from 0; none behind the last. Of what was taken down since, the ids. */
  List<Row> page(int number, WithdrawnSet withdrawn, JsonMapper json) throws IOException {
    List<Row> rows = new ArrayList<>();
    if (number < 0 || number >= pages.size()) {
      return rows;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        BufferedReader lines =
            new BufferedReader(
                Channels.newReader(channel.position(pages.get(number)), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && rows.size() < PAGE) {
        rows.add(json.readValue(line, Row.class).without(withdrawn));
        line = lines.readLine();
      }
    }
    return rows;
  }

  /** Writes all lines; of what was taken down since, the ids. */
  void writeTo(OutputStream out, WithdrawnSet withdrawn, JsonMapper json) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Row row = json.readValue(line, Row.class);
        Row shown = row.without(withdrawn);
        String text = shown.equals(row) ? line : json.writeValueAsString(shown);
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
