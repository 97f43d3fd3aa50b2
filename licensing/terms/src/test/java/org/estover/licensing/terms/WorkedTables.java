package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The worked tables of {@code licensing/TERMS.md}, as tests compute them. */
public final class WorkedTables {
  private static final String HEADING = "### Worked: ";

  private WorkedTables() {}

  /** The body of the table under {@code ### Worked: <name>}, which must have that many rows. */
  public static List<List<String>> rows(String name, int count) throws IOException {
    List<String> lines = lines();
    int heading = lines.indexOf(HEADING + name);
    assertThat(heading).as("heading of " + name).isNotNegative();
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(heading + 4, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      rows.add(
          Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
              .map(String::strip)
              .toList());
    }
    assertThat(rows).as("rows of " + name).hasSize(count);
    return rows;
  }

  /** The names of all worked tables, in their order. */
  public static List<String> names() throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith(HEADING))
        .map(line -> line.substring(HEADING.length()))
        .toList();
  }

  private static List<String> lines() throws IOException {
    Path document = Path.of(System.getProperty("basedir", ".")).resolve("../TERMS.md");
    return Files.readAllLines(document, StandardCharsets.UTF_8);
  }
}
